-- Haversine on the sphere that packages/geo uses. Null if any argument is; so written that it can be inlined, which a
-- strict function with `least` could not.
create function metres_between(
  lat_a double precision, lon_a double precision, lat_b double precision, lon_b double precision
) returns double precision language sql immutable parallel safe as $$
  select 2 * 6371008.8 * asin(sqrt(h / greatest(h, 1))) from (
    select sind((lat_b - lat_a) / 2) ^ 2 + cosd(lat_a) * cosd(lat_b) * sind((lon_b - lon_a) / 2) ^ 2 as h
  ) as haversine
$$;
