using BookingEngine.Aggregates;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>The aggregate of a location.</summary>
public sealed record CataloguedLocation(Definition<Location> Definition) : IAggregate<CataloguedLocation>
{
    public static string Category => "location";

    public static SnapshotShape<CataloguedLocation> Shape { get; } = SnapshotShape.Of<CataloguedLocation, Definition<Location>>(
        "location.v1", () => CatalogueJson.Stored.StateAtDefinitionLocation, state => state.Definition, stored => new(stored));

    public static StreamName StreamOf(LocationId id) => StreamName.Of(Category, id.Value);

    public static CataloguedLocation InitialOf(StreamName stream) => new(CatalogueKinds.Locations.InitialOf(stream.Id));

    public CataloguedLocation Apply(RecordedEvent recorded) =>
        recorded.Event is IDefines<Location> e ? new(Definition.Next(e.Definition)) : this;
}

public sealed record LocationCreated(Location Definition) : IDefines<Location>
{
    DefinitionChange IDefines<Location>.Change => DefinitionChange.Created;
}

public sealed record LocationChanged(Location Definition) : IDefines<Location>
{
    DefinitionChange IDefines<Location>.Change => DefinitionChange.Changed;
}

internal static class LocationEvents
{
    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("location-created.v1", () => CatalogueJson.Stored.LocationCreated),
        EventType.Of("location-changed.v1", () => CatalogueJson.Stored.LocationChanged),
    ];
}
