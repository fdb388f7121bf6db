using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

// A resource is defined in the stream of its calendar, so hours, time off and retirement are decided together with bookings.

public sealed record ResourceCreated(Resource Definition) : IDefines<Resource>
{
    DefinitionChange IDefines<Resource>.Change => DefinitionChange.Created;
}

public sealed record ResourceChanged(Resource Definition) : IDefines<Resource>
{
    DefinitionChange IDefines<Resource>.Change => DefinitionChange.Changed;
}

/// <summary>The resource takes no more bookings.</summary>
public sealed record ResourceRetired(Resource Definition) : IDefines<Resource>
{
    DefinitionChange IDefines<Resource>.Change => DefinitionChange.Retired;
}

internal static class ResourceEvents
{
    public static IEnumerable<EventType> Types =>
    [
        EventType.Of("resource-created.v1", () => CatalogueJson.Stored.ResourceCreated),
        EventType.Of("resource-changed.v1", () => CatalogueJson.Stored.ResourceChanged),
        EventType.Of("resource-retired.v1", () => CatalogueJson.Stored.ResourceRetired),
    ];
}
