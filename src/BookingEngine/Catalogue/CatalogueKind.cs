using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>One kind of object in the catalogue: how it is kept, and which one stands from the beginning.</summary>
/// <param name="Category">The category of the streams that define it.</param>
/// <param name="Model">The read model that holds it, and its history.</param>
/// <param name="Initial">The object that is there before anyone configures anything.</param>
public sealed record CatalogueKind<T>(
    string Category, string Model, T Initial, Func<T, string> IdOf, Func<T, bool> IsActive,
    JsonTypeInfo<Definition<T>> Json, JsonTypeInfo<HistoryEntry<T>> HistoryJson)
    where T : class
{
    /// <summary>In characters of JSON: an event, a snapshot and two documents hold it, each well under what every store takes.</summary>
    private const int MaximumSize = 256 * 1024;

    public string InitialId => IdOf(Initial);

    /// <summary>The definition as decisions see it: the initial object stands until it is first changed.</summary>
    public Definition<T> Standing(string id, Definition<T> written) => id == InitialId ? written.Or(Initial) : written;

    public Decision Create(Definition<T> now, IDefines<T> created) => now.Value switch
    {
        not null => CatalogueRefusals.AlreadyExists,
        null when Write(created.Definition).Length > MaximumSize => CatalogueRefusals.TooLarge,
        null => Decision.Of(created),
    };

    /// <summary>What is written as it stands already is no change.</summary>
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
