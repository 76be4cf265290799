import { render } from 'preact'

const page = document.getElementById('page')
if (page !== null) render(<h1>Doorstep</h1>, page)
