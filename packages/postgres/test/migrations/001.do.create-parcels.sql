create table parcels (
  parcel_id text primary key
);
