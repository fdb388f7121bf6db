using System.Globalization;
using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;

namespace BookingEngine.Webhooks.Payloads;

/// <summary>Payloads about the catalogue. They are thin: a definition may be large, and its address has all of it.</summary>
public sealed class CataloguePayloads(
    CatalogueReader<Location> locations, CatalogueReader<Resource> resources, CatalogueReader<Service> services) : IPayloadSource
{
    public bool AppliesTo(IDomainEvent domainEvent) => domainEvent is IDefines<Location> or IDefines<Resource> or IDefines<Service>;

    public async Task<(string Subject, long Sequence)> PlaceAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        var changed = await ReadAsync(recorded, cancellation);
        return ($"{changed.Kind}/{changed.Id}", changed.Version);
    }

    public async Task<PayloadBody> ComposeAsync(RecordedEvent recorded, bool personal, CancellationToken cancellation)
    {
        var changed = await ReadAsync(recorded, cancellation);
        return new PayloadBody(
            json =>
            {
                json.WriteString("kind"u8, changed.Kind);
                json.WriteString("id"u8, changed.Id);
                json.WriteString("change"u8, changed.Change);
                json.WriteNumber("version"u8, changed.Version);
                json.WriteString("name"u8, changed.Now.Name);
                json.WriteBoolean("active"u8, changed.Now.IsActive);
            },
            changed.Before is not { } before || before == changed.Now ? null : json =>
            {
                if (before.Name != changed.Now.Name)
                {
                    json.WriteString("name"u8, before.Name);
                }

                if (before.IsActive != changed.Now.IsActive)
                {
                    json.WriteBoolean("active"u8, before.IsActive);
                }
            });
    }

    private Task<ChangedObject> ReadAsync(RecordedEvent recorded, CancellationToken cancellation) => recorded.Event switch
    {
        IDefines<Location> e => ReadAsync("location", e, e.Definition.Id.Value, locations, l => new(l.Name, IsActive: true), recorded, cancellation),
        IDefines<Resource> e => ReadAsync("resource", e, e.Definition.Id.Value, resources, r => new(r.Name, r.Active), recorded, cancellation),
        IDefines<Service> e => ReadAsync("service", e, e.Definition.Id.Value, services, s => new(s.Name, s.Active), recorded, cancellation),
        var other => throw new InvalidOperationException($"{other.GetType().Name} is not about the catalogue."),
    };

    // The history has one entry for each version. Its sort key ends with the version of the stream.
    private static async Task<ChangedObject> ReadAsync<T>(
        string kind, IDefines<T> changed, string id, CatalogueReader<T> reader, Func<T, ShownObject> show, RecordedEvent recorded, CancellationToken cancellation)
        where T : class
    {
        var (version, before) = (0L, default(ShownObject));
        await foreach (var (entry, sortKey) in reader.ReadHistoryAsync(id, after: null, cancellation))
        {
            version++;
            var reached = long.Parse(sortKey.AsSpan(sortKey.LastIndexOf('/') + 1), NumberStyles.None, CultureInfo.InvariantCulture);
            if (reached == recorded.Version)
            {
                return new ChangedObject(kind, id, NameOf(changed.Change), version, show(changed.Definition), before);
            }

            before = show(entry.Definition);
        }

        throw new PayloadNotReadyException(recorded.Stream, recorded.Version);
    }

    private static string NameOf(DefinitionChange change) => change switch
    {
        DefinitionChange.Created => "created",
        DefinitionChange.Changed => "changed",
        DefinitionChange.Retired => "retired",
        _ => throw new InvalidOperationException($"The change {change} has no name on the wire."),
    };

    private sealed record ShownObject(string Name, bool IsActive);

    private sealed record ChangedObject(string Kind, string Id, string Change, long Version, ShownObject Now, ShownObject? Before);
}
