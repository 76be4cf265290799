insert into parcels (parcel_id) values ('p-1');
