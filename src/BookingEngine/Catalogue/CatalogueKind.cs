using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BookingEngine.EventSourcing;

namespace BookingEngine.Catalogue;

/// <summary>One kind of object in the catalogue: its stored names, and its default object.</summary>
/// <param name="Category">The category of its streams.</param>
/// <param name="Model">The read model of its objects and their history.</param>
/// <param name="Initial">The default object of a new deployment. No event creates it.</param>
public sealed record CatalogueKind<T>(
    string Category, string Model, T Initial, Func<T, string> IdOf, Func<T, bool> IsActive,
    Func<JsonTypeInfo<Definition<T>>> Json, Func<JsonTypeInfo<HistoryEntry<T>>> HistoryJson)
    where T : class
{
    /// <summary>The maximum size of an object's JSON in characters. An event, a snapshot and two documents hold it, and each must fit every
    /// store.</summary>
    private const int MaximumSize = 256 * 1024;

    public string InitialId => IdOf(Initial);

    /// <summary>An object before its first event: the default object in version 0, or none.</summary>
    public Definition<T> InitialOf(string id) => id == InitialId ? new(Initial, 0) : Definition<T>.None;

    public Decision Create(Definition<T> current, IDefines<T> created) => current.Value switch
    {
        not null => CatalogueRefusals.AlreadyExists,
        null when Write(created.Definition).Length > MaximumSize => CatalogueRefusals.TooLarge,
        null => Decision.Of(created),
    };

    /// <summary>An unchanged definition appends no event.</summary>
    public Decision Change(Definition<T> current, Precondition precondition, IDefines<T> changed) => Write(changed.Definition) switch
    {
        _ when current.Value is null => CatalogueRefusals.NotFound,
        _ when !precondition.IsMetBy(current.Version) => CatalogueRefusals.Stale,
        { Length: > MaximumSize } => CatalogueRefusals.TooLarge,
        var json when json == Write(current.Value) => Decision.Nothing,
        _ => Decision.Of(changed),
    };

    public bool AreSame(T one, T other) => Write(one) == Write(other);

    private string Write(T value) => JsonSerializer.Serialize(new Definition<T>(value, 0), Json());
}
