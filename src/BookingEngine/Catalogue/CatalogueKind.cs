using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>One kind of object in the catalogue: how it is stored, and its default object.</summary>
/// <param name="Category">The category of the streams that define it.</param>
/// <param name="Model">The read model that holds it, and its history.</param>
/// <param name="Initial">The object that a fresh deployment has, without any event.</param>
public sealed record CatalogueKind<T>(
    string Category, string Model, T Initial, Func<T, string> IdOf, Func<T, bool> IsActive,
    JsonTypeInfo<Definition<T>> Json, JsonTypeInfo<HistoryEntry<T>> HistoryJson)
    where T : class
{
    /// <summary>In characters of JSON: an event, a snapshot and two documents hold it, each well under what every store takes.</summary>
    private const int MaximumSize = 256 * 1024;

    public string InitialId => IdOf(Initial);

    /// <summary>An object before its first event. Only here is the default catalogue read: as version 0 of objects that were never written.</summary>
    public Definition<T> InitialOf(string id) => id == InitialId ? new(Initial, 0) : Definition<T>.None;

    public Decision Create(Definition<T> now, IDefines<T> created) => now.Value switch
    {
        not null => CatalogueRefusals.AlreadyExists,
        null when Write(created.Definition).Length > MaximumSize => CatalogueRefusals.TooLarge,
        null => Decision.Of(created),
    };

    /// <summary>Writing the present definition again changes nothing.</summary>
    public Decision Change(Definition<T> now, Precondition precondition, IDefines<T> changed) => Write(changed.Definition) switch
    {
        _ when now.Value is null => CatalogueRefusals.NotFound,
        _ when !precondition.Holds(now.Version) => CatalogueRefusals.Stale,
        { Length: > MaximumSize } => CatalogueRefusals.TooLarge,
        var json when json == Write(now.Value) => Decision.Nothing,
        _ => Decision.Of(changed),
    };

    private string Write(T value) => JsonSerializer.Serialize(new Definition<T>(value, 0), Json);
}
