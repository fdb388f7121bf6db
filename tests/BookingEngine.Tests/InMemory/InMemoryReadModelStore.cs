using BookingEngine.EventSourcing;
using BookingEngine.ReadModels;

namespace BookingEngine.Tests.InMemory;

public sealed class ReadModelTables
{
    public Dictionary<(string Model, string Id), ReadModelDocument> Documents { get; } = [];

    public Dictionary<(string Model, StreamName Stream), long> Positions { get; } = [];

    /// <summary>The documents that an older version replaced.</summary>
    public List<string> DecreasedVersions { get; } = [];

    /// <summary>Planted bug: documents are written over any version.</summary>
    public bool WritesUnguarded { get; init; }

    /// <summary>Planted bug: the documents of participants do not say that they are a part of a booking.</summary>
    public bool ShowsParts { get; init; }
}

public sealed class InMemoryReadModelStore(ReadModelTables tables, Step step) : IReadModelStore
{
    public Task<ReadModelDocument?> FindAsync(string model, string id, CancellationToken cancellation) =>
        step.AroundAsync("find document", () => tables.Documents.GetValueOrDefault((model, id)));

    public Task<IReadOnlyList<ReadModelDocument>> ListAsync(ReadModelList list, ListRange range, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<ReadModelDocument>>("list documents", () =>
        [
            .. tables.Documents.Where(d => d.Key.Model == list.Model).Select(d => d.Value)
                .Where(d => d.Body is not null && BelongsTo(list, d) && string.CompareOrdinal(d.SortKey, range.After ?? "") > 0)
                .Where(d => range.Before is null || string.CompareOrdinal(d.SortKey, range.Before) < 0)
                .OrderBy(d => d.SortKey, StringComparer.Ordinal).Take(range.Limit ?? int.MaxValue),
        ]);

    public Task<bool> TryWriteAsync(string model, ReadModelDocument document, long expectedVersion) =>
        step.AroundAsync("write document", () =>
        {
            var current = tables.Documents.GetValueOrDefault((model, document.Id))?.Version ?? 0;
            if (current != expectedVersion && !tables.WritesUnguarded)
            {
                return false;
            }

            if (current > document.Version)
            {
                tables.DecreasedVersions.Add($"{model} {document.Id} from {current} to {document.Version}");
            }

            tables.Documents[(model, document.Id)] = tables.ShowsParts
                ? document with { Body = document.Body?.Replace(",\"is_part\":true", "", StringComparison.Ordinal) } : document;
            return true;
        });

    public async Task<bool> TryWriteAllAsync(string model, IReadOnlyList<DocumentWrite> writes)
    {
        var areWritten = true;
        foreach (var (document, expectedVersion) in writes.OrderBy(write => write.ExpectedVersion > 0))
        {
            areWritten &= await TryWriteAsync(model, document, expectedVersion);
        }

        return areWritten;
    }

    public Task<IReadOnlyList<ReadModelDocument>> FindAllAsync(string model, IReadOnlyCollection<string> ids, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<ReadModelDocument>>(
            "find documents", () => [.. ids.Select(id => tables.Documents.GetValueOrDefault((model, id))).OfType<ReadModelDocument>()]);

    public async Task AddAsync(string model, IReadOnlyList<ReadModelDocument> documents)
    {
        foreach (var document in documents)
        {
            await TryWriteAsync(model, document, 0);
        }
    }

    public Task<long> PositionAsync(string model, StreamName stream, CancellationToken cancellation) =>
        step.AroundAsync("find position", () => tables.Positions.GetValueOrDefault((model, stream)));

    public Task<IReadOnlyDictionary<StreamName, long>> LowestPositionsAsync(
        IReadOnlyCollection<string> models, IReadOnlyCollection<StreamName> streams, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyDictionary<StreamName, long>>("find positions", () => streams
            .Where(s => models.All(model => tables.Positions.ContainsKey((model, s)))).ToDictionary(s => s, s => models.Min(model => tables.Positions[(model, s)])));

    public Task AdvanceAsync(string model, StreamName stream, long version) => step.AroundAsync("advance position", () =>
        tables.Positions[(model, stream)] = Math.Max(version, tables.Positions.GetValueOrDefault((model, stream))));

    public Task<IReadOnlyList<ReadModelDocument>> ListOfStreamAsync(string model, StreamName stream, CancellationToken cancellation) =>
        step.AroundAsync<IReadOnlyList<ReadModelDocument>>("list documents of stream", () => [.. OfStream(model, stream)]);

    public Task<bool> TryReplaceStreamAsync(string model, StreamName stream, long version, IReadOnlyList<ReadModelDocument> documents) =>
        step.AroundAsync("replace documents of stream", () =>
        {
            if (tables.Positions.GetValueOrDefault((model, stream)) > version || OfStream(model, stream).Any(d => d.Version > version))
            {
                return false;
            }

            foreach (var old in OfStream(model, stream).ToList())
            {
                tables.Documents.Remove((model, old.Id));
            }

            foreach (var document in documents)
            {
                tables.Documents[(model, document.Id)] = document;
            }

            tables.Positions[(model, stream)] = version;
            return true;
        });

    public Task<IReadOnlyList<string>> ReplaceAsync(string model, IReadOnlyList<ReadModelDocument> documents) =>
        step.AroundAsync<IReadOnlyList<string>>("replace documents", () =>
        {
            List<string> later = [];
            foreach (var document in documents)
            {
                if (tables.Documents.GetValueOrDefault((model, document.Id))?.Version > document.Version)
                {
                    later.Add(document.Id);
                }
                else
                {
                    tables.Documents[(model, document.Id)] = document;
                }
            }

            return later;
        });

    public Task DeleteOthersAsync(string model, StreamName stream, long version, IReadOnlyCollection<string> ids) =>
        step.AroundAsync("delete documents", () =>
        {
            foreach (var other in OfStream(model, stream).Where(d => d.Version <= version && !ids.Contains(d.Id)).ToList())
            {
                tables.Documents.Remove((model, other.Id));
            }

            return true;
        });

    private IEnumerable<ReadModelDocument> OfStream(string model, StreamName stream) => tables.Documents
        .Where(d => d.Key.Model == model && d.Value.Stream == stream).Select(d => d.Value).OrderBy(d => d.Id, StringComparer.Ordinal);

    private static bool BelongsTo(ReadModelList list, ReadModelDocument document) =>
        (list.Index == ListIndex.ByPartition || document.Keys is not null)
        && list.Index.Fields.Select(field => ValueOf(document, field)).SequenceEqual(list.Values);

    private static string? ValueOf(ReadModelDocument document, string field) => field switch
    {
        ListIndex.Partition => document.Partition,
        ListIndex.Resource => document.Keys?.Resource,
        ListIndex.Service => document.Keys?.Service,
        ListIndex.Status => document.Keys?.Status,
        _ => throw new InvalidOperationException($"No document has a field {field}."),
    };
}
