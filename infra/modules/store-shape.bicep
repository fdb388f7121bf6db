// Queues, collections and indexes. A test compares both lists with the code's own: QueueNames and MongoCollections.

@export()
var queueNames = ['stream-advances', 'relay-wakeups', 'recoveries', 'mails', 'webhooks', 'moves', 'claims', 'work']

@export()
@description('Collections with their indexes besides the one on _id. An index is its fields in order. None is unique.')
var collections = [
  { name: 'events', indexes: [['recorded_at']] }
  {
    name: 'read_models'
    indexes: [
      ['model', 'partition', 'sort_key']
      ['model', 'resource', 'sort_key']
      ['model', 'resource', 'status', 'sort_key']
      ['model', 'sort_key']
      ['model', 'status', 'sort_key']
      ['model', 'service', 'sort_key']
      ['model', 'service', 'status', 'sort_key']
      ['model', 'stream']
    ]
  }
  { name: 'read_model_positions', indexes: [] }
  { name: 'snapshots', indexes: [] }
  { name: 'checkpoints', indexes: [] }
  { name: 'leases', indexes: [] }
  { name: 'address_claims', indexes: [] }
  { name: 'sessions', indexes: [['user_id', 'started_at'], ['expires_at']] }
  { name: 'person_keys', indexes: [] }
  { name: 'rate_counters', indexes: [['ends_at']] }
  { name: 'deliveries', indexes: [['state', 'next_at']] }
  {
    name: 'webhook_deliveries'
    indexes: [['endpoint', 'state', 'next_at'], ['endpoint', 'subject', 'state'], ['endpoint', 'log_key'], ['created_at']]
  }
  { name: 'idempotency_records', indexes: [['begun_at']] }
  { name: 'external_calendars', indexes: [['resource'], ['added_by'], ['due_at'], ['failing_since']] }
  { name: 'schema', indexes: [] }
]
