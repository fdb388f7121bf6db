BEGIN TRANSACTION;
CREATE TABLE address_claims (
    address_hash TEXT PRIMARY KEY, user_id TEXT NOT NULL, claimed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO "address_claims" VALUES('2fe8d2db60c706d522a80d950a4fdfc724e12b206d4a1896fbcf5651d9e4670a','01a222b6-3ef8-7651-8d7e-f9ab53396a75',17958786987325052);
INSERT INTO "address_claims" VALUES('42e7027661b4bed4287e9af79612e658d3e556ade4fcf0a2d6455cc993ffcb10','01a222b6-3f17-72d1-826f-d7a88b06a25e',17958786987749998);
INSERT INTO "address_claims" VALUES('727446454120d5fad48170b4864e0d1671438cc77454a12d617b1031007f8698','01a222b6-3fd3-75ea-85a8-df47361b290a',17958786989635605);
INSERT INTO "address_claims" VALUES('9c3db08a2d60fa6c87a21be4cd7410cd5c58588746d39335e5408fde41003804','01a222b6-3f2b-7ddf-a648-0d3175cfb469',17958786987948208);
INSERT INTO "address_claims" VALUES('c34380b4976819fa28286d57c70797422bb0700850d230e9490361423bac3e19','01a222b6-3f43-7fb4-b220-d070fbe109ac',17958786988195742);
INSERT INTO "address_claims" VALUES('e0b66bdddddb6e9df7fc1a07bd32f01d55614d1a2bff3a3e97761d6a326fd72d','01a222b6-3f7f-7a3f-9c92-b3bc2a343015',17958786988745041);
INSERT INTO "address_claims" VALUES('e26e0addc1682d17596f408f939ad5fb6e9e0f11af451c8c2a2022f3f686feb8','01a222b6-3f93-7e7f-936e-4992bcdcb679',17958786988995313);
INSERT INTO "address_claims" VALUES('e63fa8bc5ed8e67671f46de836ccbf9fd3de68adf663d45efd6b5b4c1317a235','01a222b6-3d44-7723-84f2-3e6d3a6179e5',17958786982762808);
INSERT INTO "address_claims" VALUES('f7b4077c395e1468f5d5f82de0038fdf5a340efd9293beda83a81227c751dd5d','01a222b6-3fa6-75b6-9132-baee09e6919e',17958786989182106);
CREATE TABLE checkpoints (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO "checkpoints" VALUES('moves','2026-11-28T15:11:38.4999755Z');
INSERT INTO "checkpoints" VALUES('relay','11');
INSERT INTO "checkpoints" VALUES('sweep','2026-11-28T15:11:38.2762808Z audit,audit-by-actor,audit-by-user,bookings,claim-reminders,ended-sessions,ended-sessions-of-roles,guest-bookings-handed-over,guests-handed-over,limit-claims,locations,mails,resources,services,users');
CREATE TABLE commits (
    position INTEGER PRIMARY KEY, stream TEXT NOT NULL, first_version INTEGER NOT NULL, version INTEGER NOT NULL,
    commit_id TEXT NOT NULL, recorded_at INTEGER NOT NULL, actor TEXT, correlation_id TEXT NOT NULL,
    trace TEXT, events TEXT NOT NULL
) STRICT;
INSERT INTO "commits" VALUES(1,'user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',1,2,'01a222b63d377691bc766fa45c1975d6',17958786982762808,'01a222b6-3d44-7723-84f2-3e6d3a6179e5','first-admin',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","email":"1DsgH66EVjeO5QCK2TmxtgegBdupoVCgY4KjhyRaiQ2qBgfTzxUbJ3dgqM0K","full_name":"o5Ux7epTNlAYLuk9CVmzxZQNCTpINOLE\u002BCIftO3WW5a6hJnzeXv7dFo=","password_hash":"MlGGZZqj9Ae1a3uVwUbJyrrTbJ79GsX3zvTi56F7mBasscPh7KzHJgfAHbPUd8oBBpH40y1stifwDyytk8cdJOxnAN4IjMv9zAQw0zrT0695yfrCIkbVo6ljIdpbNlK19JpJbUO9ckpuTvtDvgEqRLpjZ\u002BjNhJTiWGVc9PY=","role":"customer"}},{"type":"email-verified.v1","data":{"user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5"}}]');
INSERT INTO "commits" VALUES(2,'team-all',1,1,'01a222b63d8c7f09af8b063e85d04370',17958786982762808,NULL,'first-admin',NULL,'[{"type":"role-changed.v2","data":{"user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","role":"admin","by":null,"from":null}}]');
INSERT INTO "commits" VALUES(3,'user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1,1,'01a222b63eec74bd9447cf939add7a42',17958786987325052,'01a222b6-3ef8-7651-8d7e-f9ab53396a75','01a222b63eec74bd9447cf939add7a42',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3ef8-7651-8d7e-f9ab53396a75","email":"GGQUm2A78E1\u002BLizqsq3fp4vArNwK/znFd7H2TrpQPRXW5c7H4Htyrmh0o4W3Rwc=","full_name":"pm0R0WgdU934ktOyPyBAhOM3tzP2tmfc1eZRlYfVSCSqjgLp","password_hash":"BhBgFEEyWE9Q6wqbthIblbprsBIUNMataly4ZARSjwsCMNZzogaHeKvbn/Q8oy7ykte0Ts3LkPRXhvNaad1gBllfDc7s8Ruuu1NVkZX5\u002BO3\u002Bn6/BHHsRzdcoSfHh1GSGhf5sTcPy3mBik1fi5kJnGcmdZNPu4UgJ35sM9fw=","role":"customer"}}]');
INSERT INTO "commits" VALUES(4,'user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1,1,'01a222b63f167249a23f5a18b781bc9c',17958786987749998,'01a222b6-3f17-72d1-826f-d7a88b06a25e','01a222b63f167249a23f5a18b781bc9c',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3f17-72d1-826f-d7a88b06a25e","email":"EC7igaSF4qMJGVyja9q7qz6jhRixnqccn1YR4xwkEEbvvmDxoggwui6Vl7A9Wuo=","full_name":"agJCGhxRTRqqyLAMJfgeoimhGwSKE\u002BWFmrYFGaw167FA","password_hash":"auUJRx4OvZSZ7dlebt3ybparwzswKhuk7zGAAiyhgPB\u002BIqEDJNT/FIQT0JhmoAEguN4EQnhLR4iwNuEkQOFRFUcQZG5dxwil2yTf0JSNUyBecQhmxnPbLVWxkNkAE/Xki9jXDya8M1R9jBwArvkXHvgXlXvQF1oloVDjfvc=","role":"customer"}}]');
INSERT INTO "commits" VALUES(5,'user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1,1,'01a222b63f2a7fee996d6a826500e172',17958786987948208,'01a222b6-3f2b-7ddf-a648-0d3175cfb469','01a222b63f2a7fee996d6a826500e172',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3f2b-7ddf-a648-0d3175cfb469","email":"FmTrsgv6estWZlqUsfhodMgUGvsXdjtI5dUyY8CB6UVfb61F7MQLgiTEx8v1GBc5","full_name":"n/KtUDIJGk9cBPeDBh8mStUQdBpLXRmu0tlEpSwBsvsio1yRBdk=","password_hash":"hScrI/W94mM0CIZ0FUf5YYMUv6rELm3f3rDBMxIZeRxKvBEYnsyvE1QFH92IOaBUt2NxFU\u002Bcg4FJi4Hkb4dV7uHUlOkvrDiNFOnVf\u002BBzty6IazU9tVDx725x0jvuBu8rX3LInIJZBdkLRSVcpZhUk\u002BYlOUUOz1GnOne18zQ=","role":"customer"}}]');
INSERT INTO "commits" VALUES(6,'user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1,1,'01a222b63f437c8b8637d3d622af76ff',17958786988195742,'01a222b6-3f43-7fb4-b220-d070fbe109ac','01a222b63f437c8b8637d3d622af76ff',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3f43-7fb4-b220-d070fbe109ac","email":"peDsruCJ9xIP72f3xhue9OMXwu673wl2\u002Bj0AehLya\u002BhKmcu9ylJJkfEZSDRL3usD","full_name":"dc3bzYi6qpMmgxnB9vNv373q0s13/DbRvv2w4UDteC5ykgQ9qBs=","password_hash":"PQpz8litSRZJq3\u002BjDF0DmsDu//\u002B4XuF7PcDe552G6SXQiIxjvYplxBTzHQPY\u002BQubs57Hy8FXo1757fNOAvEAei0Ir4Hy6htq7RcvRj5QZkjmGsI36dmpVOI4i6dUOmvpDxKS0O6EYitXBiJPDTTLjTpkLElNDTpgoVcVDWw=","role":"customer"}}]');
INSERT INTO "commits" VALUES(7,'user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1,1,'01a222b63f7a78c5a271c92e08d3eeb7',17958786988745041,'01a222b6-3f7f-7a3f-9c92-b3bc2a343015','01a222b63f7a78c5a271c92e08d3eeb7',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3f7f-7a3f-9c92-b3bc2a343015","email":"WfTs/Cgziz2QUYLIeL411cQd4sl2n\u002B94uwp4zbZWNLLWUKx7MWKSlgbfBbjO1g==","full_name":"PuOY8fJAlXVJ9Zqt4qlttNRXHcf2Vfm624Fqi3HEKsTzRg==","password_hash":"cEsMIqZ\u002BpohIn36DkKhgOuFkE/2yMDepNndjqO1mISOnnVV6kn\u002BObAxgIjN\u002B8Sb4o7FfNWODm1BuEgvavrpe3GUYa2nXz4Dz7m6pwRYhRCpEmzXL1SQi5xQC5Rg5Rj1QDJiLpzsDtefPTE5vYgfCrCIm9VKqarqsSwpQg6c=","role":"customer"}}]');
INSERT INTO "commits" VALUES(8,'user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1,1,'01a222b63f93751e8c38ac0a05f5797c',17958786988995313,'01a222b6-3f93-7e7f-936e-4992bcdcb679','01a222b63f93751e8c38ac0a05f5797c',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3f93-7e7f-936e-4992bcdcb679","email":"z8SoT3eiUyr\u002BNsQfp\u002Br6PXR6zUStQMX5ndsidaTntz9FqvamKlHmgCIxRnY9","full_name":"5ZhiA0BGWIO7RRehXXqAA12nYCHc5bZ9P61hs4arZtaiLg==","password_hash":"rFmqmRkj0dhuGC/DKQGhq5RGYSPvxzM2s/awN3wGTfpLLne6NacAL\u002BIvYPh9m2xIYnKMaEjpJuO74UzXeqQCPBn2vOLg/6ifNnqQxjy\u002BnfZ0q2cm3ByWlWiAgidtI4HGhmqSyKbLSxIZVosK6BCHoaPZyYu1W\u002B38nwUPWEY=","role":"customer"}}]');
INSERT INTO "commits" VALUES(9,'user-01a222b6-3fa6-75b6-9132-baee09e6919e',1,1,'01a222b63fa67876a776dd41d717d1f4',17958786989182106,'01a222b6-3fa6-75b6-9132-baee09e6919e','01a222b63fa67876a776dd41d717d1f4',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3fa6-75b6-9132-baee09e6919e","email":"UAVfuSCrhu7c\u002BI\u002B8YrE3CzQo3LLfpTKCoHpLXH57wfPQazh6EPVrqDC8GY2Y","full_name":"rxGVbH8lzpdlKXBBwKJj7gC6kqheLqiAWDfZhTm5wToOeA==","password_hash":"FldXIyetPHjFG/CGRMEMcRbmH\u002BWNr67Iq/mWG5cabD52ktMqr1t4XGSiEZSYNsIlBCugxNsGvbSKDxVTdoW5H0o/5CAirCSocm4IXwXCXcF7oa8zL2EEztPJMKfA9bA9QVU\u002BScwY/NT6TqJMiOOEyBRJa6D4nCLJ6BFGhuM=","role":"customer"}}]');
INSERT INTO "commits" VALUES(10,'user-01a222b6-3fd3-75ea-85a8-df47361b290a',1,1,'01a222b63fd374d3a3690a535e5ac1f8',17958786989635605,'01a222b6-3fd3-75ea-85a8-df47361b290a','01a222b63fd374d3a3690a535e5ac1f8',NULL,'[{"type":"user-registered.v1","data":{"user_id":"01a222b6-3fd3-75ea-85a8-df47361b290a","email":"AxJjR/8wVrchpus6EkB5cOfVPKp79N8GIsbeXHiu5D1IJVVOQ11IITkZmAfH","full_name":"VpJ5xAilJGylYxHcB9NrrEu9kH7mzAMgCknp6z09IaDm","password_hash":"yeZ69\u002BQ0nJX7593ZafNSLI/kHKlyRJf9V/PrAWWYePs05x5a8HwIWKEEzBYCo4iC5IwljxZC7kOdMN6wVyq\u002BOKJ58oFQFKpRv5wXzm7k0avn8zbflxtxAlitUcituL90NMp9GTZfjKcHPoICpS7VDtg1aCBlhfeWJA9iJLw=","role":"customer"}}]');
INSERT INTO "commits" VALUES(11,'calendar-default',1,1,'01a222b64063757a82b7f0a3aee32edc',17958786991074066,'01a222b6-3d44-7723-84f2-3e6d3a6179e5','01a222b64063757a82b7f0a3aee32edc',NULL,'[{"type":"booking-made.v1","data":{"booking_id":"01a222b6-4063-7a64-91fe-07c72651efd7","user_id":"5fb41718-0221-8ab4-a63b-6035a8659a61","service_id":"default","resource_id":"default","start":"2031-01-01T10:00:00Z","end":"2031-01-01T10:30:00Z","local_start":"2031-01-01T10:00:00","time_zone":"UTC","zone_data":"2026f","quantity":1,"terms":{"buffer_before":"0:00:00","buffer_after":"0:00:00","shared":false,"pending_blocks":true,"cancellation_notice":null,"reschedule_notice":null},"is_pending":false,"is_override":false,"hold_id":null,"details":"35cy0HfFHuQ/goRZqIk9lajpV\u002BSqinSEa8REu1RWbTBxt\u002BPjuORUW2hbFiSXsZqcsFGi9gQ9ikcVJmoDuxamTR5g7OkP55xcig3yFRoNJXpcFbz1IIjzG6\u002BUdwBoSJ1SIIfbuIZkAov0cePIK5GrDVxzARgBLVZEwKUudE3Tc815RQ==","is_guest":true}}]');
CREATE TABLE deliveries (
    id TEXT PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL,
    created_at INTEGER NOT NULL, next_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE idempotency_records (
    key TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, commit_id TEXT NOT NULL, held_by TEXT NOT NULL, begun_at INTEGER NOT NULL,
    lease_ends INTEGER NOT NULL, answer TEXT
) STRICT;
CREATE TABLE leases (name TEXT PRIMARY KEY, owner TEXT NOT NULL, expires_at INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE read_model_positions (
    model TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (model, stream)
) STRICT, WITHOUT ROWID;
INSERT INTO "read_model_positions" VALUES('audit','team-all',1);
INSERT INTO "read_model_positions" VALUES('audit-by-actor','team-all',1);
INSERT INTO "read_model_positions" VALUES('audit-by-user','team-all',1);
INSERT INTO "read_model_positions" VALUES('bookings','calendar-default',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',2);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3fa6-75b6-9132-baee09e6919e',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions','user-01a222b6-3fd3-75ea-85a8-df47361b290a',1);
INSERT INTO "read_model_positions" VALUES('ended-sessions-of-roles','team-all',1);
INSERT INTO "read_model_positions" VALUES('guest-bookings-handed-over','calendar-default',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',2);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3fa6-75b6-9132-baee09e6919e',1);
INSERT INTO "read_model_positions" VALUES('guests-handed-over','user-01a222b6-3fd3-75ea-85a8-df47361b290a',1);
INSERT INTO "read_model_positions" VALUES('limit-claims','calendar-default',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',2);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3fa6-75b6-9132-baee09e6919e',1);
INSERT INTO "read_model_positions" VALUES('mails','user-01a222b6-3fd3-75ea-85a8-df47361b290a',1);
INSERT INTO "read_model_positions" VALUES('resources','calendar-default',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',2);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3fa6-75b6-9132-baee09e6919e',1);
INSERT INTO "read_model_positions" VALUES('users','user-01a222b6-3fd3-75ea-85a8-df47361b290a',1);
CREATE TABLE read_models (
    model TEXT NOT NULL, id TEXT NOT NULL, stream TEXT NOT NULL, version INTEGER NOT NULL, partition TEXT NOT NULL,
    sort_key TEXT NOT NULL, body TEXT, resource TEXT, service TEXT, status TEXT, PRIMARY KEY (model, id)
) STRICT, WITHOUT ROWID;
INSERT INTO "read_models" VALUES('audit','team-all/1','team-all',1,'all','9223372036854775806','{"act":"role_changed","at":"2026-11-28T15:11:38.2762808Z","user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","by":null,"from":null,"role":"admin","resource_ids":null}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('audit-by-actor','team-all/1','team-all',1,'settings','9223372036854775806','{"act":"role_changed","at":"2026-11-28T15:11:38.2762808Z","user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","by":null,"from":null,"role":"admin","resource_ids":null}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('audit-by-user','team-all/1','team-all',1,'01a222b6-3d44-7723-84f2-3e6d3a6179e5','9223372036854775806','{"act":"role_changed","at":"2026-11-28T15:11:38.2762808Z","user_id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","by":null,"from":null,"role":"admin","resource_ids":null}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('bookings','01a222b6-4063-7a64-91fe-07c72651efd7','calendar-default',1,'5fb41718-0221-8ab4-a63b-6035a8659a61','064060624800000/01a222b6-4063-7a64-91fe-07c72651efd7','{"id":"01a222b6-4063-7a64-91fe-07c72651efd7","user_id":"5fb41718-0221-8ab4-a63b-6035a8659a61","slot":"2031-01-01T10:00:00Z","end":"2031-01-01T10:30:00Z","time_zone":"UTC","service_id":"default","resource_id":"default","status":"confirmed","quantity":1,"created_at":"2026-11-28T15:11:39.1074066Z","details":"35cy0HfFHuQ/goRZqIk9lajpV\u002BSqinSEa8REu1RWbTBxt\u002BPjuORUW2hbFiSXsZqcsFGi9gQ9ikcVJmoDuxamTR5g7OkP55xcig3yFRoNJXpcFbz1IIjzG6\u002BUdwBoSJ1SIIfbuIZkAov0cePIK5GrDVxzARgBLVZEwKUudE3Tc815RQ==","versions":[1]}','default','default','confirmed');
INSERT INTO "read_models" VALUES('users','01a222b6-3d44-7723-84f2-3e6d3a6179e5','user-01a222b6-3d44-7723-84f2-3e6d3a6179e5',1,'users','01a222b6-3d44-7723-84f2-3e6d3a6179e5','{"id":"01a222b6-3d44-7723-84f2-3e6d3a6179e5","email":"1DsgH66EVjeO5QCK2TmxtgegBdupoVCgY4KjhyRaiQ2qBgfTzxUbJ3dgqM0K","full_name":"o5Ux7epTNlAYLuk9CVmzxZQNCTpINOLE\u002BCIftO3WW5a6hJnzeXv7dFo=","role":"customer","created_at":"2026-11-28T15:11:38.2762808Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3ef8-7651-8d7e-f9ab53396a75','user-01a222b6-3ef8-7651-8d7e-f9ab53396a75',1,'users','01a222b6-3ef8-7651-8d7e-f9ab53396a75','{"id":"01a222b6-3ef8-7651-8d7e-f9ab53396a75","email":"GGQUm2A78E1\u002BLizqsq3fp4vArNwK/znFd7H2TrpQPRXW5c7H4Htyrmh0o4W3Rwc=","full_name":"pm0R0WgdU934ktOyPyBAhOM3tzP2tmfc1eZRlYfVSCSqjgLp","role":"customer","created_at":"2026-11-28T15:11:38.7325052Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3f17-72d1-826f-d7a88b06a25e','user-01a222b6-3f17-72d1-826f-d7a88b06a25e',1,'users','01a222b6-3f17-72d1-826f-d7a88b06a25e','{"id":"01a222b6-3f17-72d1-826f-d7a88b06a25e","email":"EC7igaSF4qMJGVyja9q7qz6jhRixnqccn1YR4xwkEEbvvmDxoggwui6Vl7A9Wuo=","full_name":"agJCGhxRTRqqyLAMJfgeoimhGwSKE\u002BWFmrYFGaw167FA","role":"customer","created_at":"2026-11-28T15:11:38.7749998Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3f2b-7ddf-a648-0d3175cfb469','user-01a222b6-3f2b-7ddf-a648-0d3175cfb469',1,'users','01a222b6-3f2b-7ddf-a648-0d3175cfb469','{"id":"01a222b6-3f2b-7ddf-a648-0d3175cfb469","email":"FmTrsgv6estWZlqUsfhodMgUGvsXdjtI5dUyY8CB6UVfb61F7MQLgiTEx8v1GBc5","full_name":"n/KtUDIJGk9cBPeDBh8mStUQdBpLXRmu0tlEpSwBsvsio1yRBdk=","role":"customer","created_at":"2026-11-28T15:11:38.7948208Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3f43-7fb4-b220-d070fbe109ac','user-01a222b6-3f43-7fb4-b220-d070fbe109ac',1,'users','01a222b6-3f43-7fb4-b220-d070fbe109ac','{"id":"01a222b6-3f43-7fb4-b220-d070fbe109ac","email":"peDsruCJ9xIP72f3xhue9OMXwu673wl2\u002Bj0AehLya\u002BhKmcu9ylJJkfEZSDRL3usD","full_name":"dc3bzYi6qpMmgxnB9vNv373q0s13/DbRvv2w4UDteC5ykgQ9qBs=","role":"customer","created_at":"2026-11-28T15:11:38.8195742Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3f7f-7a3f-9c92-b3bc2a343015','user-01a222b6-3f7f-7a3f-9c92-b3bc2a343015',1,'users','01a222b6-3f7f-7a3f-9c92-b3bc2a343015','{"id":"01a222b6-3f7f-7a3f-9c92-b3bc2a343015","email":"WfTs/Cgziz2QUYLIeL411cQd4sl2n\u002B94uwp4zbZWNLLWUKx7MWKSlgbfBbjO1g==","full_name":"PuOY8fJAlXVJ9Zqt4qlttNRXHcf2Vfm624Fqi3HEKsTzRg==","role":"customer","created_at":"2026-11-28T15:11:38.8745041Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3f93-7e7f-936e-4992bcdcb679','user-01a222b6-3f93-7e7f-936e-4992bcdcb679',1,'users','01a222b6-3f93-7e7f-936e-4992bcdcb679','{"id":"01a222b6-3f93-7e7f-936e-4992bcdcb679","email":"z8SoT3eiUyr\u002BNsQfp\u002Br6PXR6zUStQMX5ndsidaTntz9FqvamKlHmgCIxRnY9","full_name":"5ZhiA0BGWIO7RRehXXqAA12nYCHc5bZ9P61hs4arZtaiLg==","role":"customer","created_at":"2026-11-28T15:11:38.8995313Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3fa6-75b6-9132-baee09e6919e','user-01a222b6-3fa6-75b6-9132-baee09e6919e',1,'users','01a222b6-3fa6-75b6-9132-baee09e6919e','{"id":"01a222b6-3fa6-75b6-9132-baee09e6919e","email":"UAVfuSCrhu7c\u002BI\u002B8YrE3CzQo3LLfpTKCoHpLXH57wfPQazh6EPVrqDC8GY2Y","full_name":"rxGVbH8lzpdlKXBBwKJj7gC6kqheLqiAWDfZhTm5wToOeA==","role":"customer","created_at":"2026-11-28T15:11:38.9182106Z"}',NULL,NULL,NULL);
INSERT INTO "read_models" VALUES('users','01a222b6-3fd3-75ea-85a8-df47361b290a','user-01a222b6-3fd3-75ea-85a8-df47361b290a',1,'users','01a222b6-3fd3-75ea-85a8-df47361b290a','{"id":"01a222b6-3fd3-75ea-85a8-df47361b290a","email":"AxJjR/8wVrchpus6EkB5cOfVPKp79N8GIsbeXHiu5D1IJVVOQ11IITkZmAfH","full_name":"VpJ5xAilJGylYxHcB9NrrEu9kH7mzAMgCknp6z09IaDm","role":"customer","created_at":"2026-11-28T15:11:38.9635605Z"}',NULL,NULL,NULL);
CREATE TABLE sessions (
    id TEXT PRIMARY KEY, user_id TEXT NOT NULL, role TEXT NOT NULL, started_at INTEGER NOT NULL, expires_at INTEGER NOT NULL
, refresh_hash TEXT NOT NULL DEFAULT '', refreshed_at INTEGER NOT NULL DEFAULT 0, client TEXT) STRICT, WITHOUT ROWID;
INSERT INTO "sessions" VALUES('01a222b6-403d-7756-81e5-7c5b034fbaf4','01a222b6-3d44-7723-84f2-3e6d3a6179e5','Admin',17958786990119466,17984706990119466,'d9207384b7f65c6127d5b90000417f76764012d840c9384b354aa9b38d34949b',17958786990119466,'m4R67GtII3832L1CLLzXIy4sVXTzLtrPfTsBrvnQKCHsf1Q3JOo+CqGm7VQIbw==');
CREATE TABLE snapshots (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, shape TEXT NOT NULL, json TEXT NOT NULL) STRICT;
CREATE UNIQUE INDEX commits_by_stream ON commits (stream, first_version);
CREATE INDEX commits_by_time ON commits (recorded_at);
CREATE INDEX read_models_by_partition ON read_models (model, partition, sort_key);
CREATE INDEX read_models_by_stream ON read_models (model, stream);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);
CREATE INDEX deliveries_due ON deliveries (next_at) WHERE state = 'Pending';
CREATE INDEX idempotency_records_by_time ON idempotency_records (begun_at);
CREATE INDEX sessions_by_user ON sessions (user_id, started_at);
CREATE INDEX read_models_by_resource ON read_models (model, resource, sort_key) WHERE resource IS NOT NULL;
CREATE INDEX read_models_by_resource_status ON read_models (model, resource, status, sort_key) WHERE resource IS NOT NULL;
CREATE INDEX read_models_by_model ON read_models (model, sort_key) WHERE status IS NOT NULL;
CREATE INDEX read_models_by_status ON read_models (model, status, sort_key) WHERE status IS NOT NULL;
CREATE INDEX read_models_by_service ON read_models (model, service, sort_key) WHERE service IS NOT NULL;
CREATE INDEX read_models_by_service_status ON read_models (model, service, status, sort_key) WHERE service IS NOT NULL;
COMMIT;
PRAGMA user_version=5;
