using System.Text.Json.Serialization;
using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>The stored JSON of the catalogue: events, snapshots and read models.</summary>
[JsonSerializable(typeof(LocationCreated))]
[JsonSerializable(typeof(LocationChanged))]
[JsonSerializable(typeof(ServiceCreated))]
[JsonSerializable(typeof(ServiceChanged))]
[JsonSerializable(typeof(ServiceRetired))]
[JsonSerializable(typeof(ResourceCreated))]
[JsonSerializable(typeof(ResourceChanged))]
[JsonSerializable(typeof(ResourceRetired))]
[JsonSerializable(typeof(StateAt<Definition<Location>>))]
[JsonSerializable(typeof(StateAt<StoredService>))]
[JsonSerializable(typeof(Definition<Service>))]
[JsonSerializable(typeof(Definition<Resource>))]
[JsonSerializable(typeof(HistoryEntry<Location>))]
[JsonSerializable(typeof(HistoryEntry<Service>))]
[JsonSerializable(typeof(HistoryEntry<Resource>))]
internal sealed partial class CatalogueJson : JsonSerializerContext
{
    public static CatalogueJson Stored { get; } = new(StoredJson.NewOptions());
}
