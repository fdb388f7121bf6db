using System.Runtime.CompilerServices;
using BookingEngine.ReadModels;

namespace BookingEngine.Catalogue;

/// <summary>Reads the objects of one kind, including the default one.</summary>
public sealed class CatalogueReader<T>(CatalogueKind<T> kind, IReadModelStore models)
    where T : class
{
    // Objects may be large, so only a few are in memory at once.
    private const int PageSize = 20;

    /// <summary>The documents of all objects.</summary>
    internal ReadModelList Documents => ReadModelList.OfPartition(kind.Model, DefinitionProjection<T>.Partition);

    /// <summary>All objects by id, of these documents.</summary>
    internal IReadOnlyDictionary<string, Definition<T>> Read(IReadOnlyList<ReadModelDocument> all)
    {
        var definitions = all.ToDictionary(document => document.Id, document => DefinitionProjection<T>.Read(kind, document));
        definitions.TryAdd(kind.InitialId, kind.InitialOf(kind.InitialId));
        return definitions;
    }

    /// <summary>Null if it does not exist.</summary>
    public async Task<Definition<T>?> FindAsync(string id, CancellationToken cancellation)
    {
        if (!CatalogueIdRules.IsValid(id))
        {
            return null;
        }

        var document = await models.FindAsync(kind.Model, id, cancellation);
        var found = document is null ? kind.InitialOf(id) : DefinitionProjection<T>.Read(kind, document);
        return found.Value is null ? null : found;
    }

    /// <summary>The first id that does not exist; null if all exist.</summary>
    public async Task<string?> FindUnknownAsync(IEnumerable<string> ids, CancellationToken cancellation)
    {
        foreach (var id in ids)
        {
            if (await FindAsync(id, cancellation) is null)
            {
                return id;
            }
        }

        return null;
    }

    /// <param name="after">The id of the last object that the caller has seen.</param>
    /// <param name="limit">Null for all.</param>
    /// <param name="includeRetired">Whether to include retired objects.</param>
    public async Task<(IReadOnlyList<T> Items, string? Next)> ListAsync(string? after, int? limit, bool includeRetired, CancellationToken cancellation)
    {
        List<T> found = [];
        await foreach (var (value, _) in ReadAsync(after, includeRetired, cancellation))
        {
            found.Add(value);

            // One more than the limit shows whether there is a next page.
            if (found.Count > limit)
            {
                found.RemoveAt(found.Count - 1);
                return (found, kind.IdOf(found[^1]));
            }
        }

        return (found, null);
    }

    public async Task<(IReadOnlyList<HistoryEntry<T>> Items, string? Next)> HistoryAsync(string id, string? after, int? limit, CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(kind.Model, DefinitionProjection<T>.HistoryPartition(id));
        var (documents, next) = await models.PageAsync(list, after, limit, cancellation);
        return ([.. documents.Select(d => DefinitionProjection<T>.ReadEntry(kind, d))], next);
    }

    /// <summary>The objects by id, each with its sort key, read a few at a time.</summary>
    public async IAsyncEnumerable<(T Value, string SortKey)> ReadAsync(
        string? after, bool includeRetired, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var value in ReadAllAsync(after, cancellation))
        {
            if (includeRetired || kind.IsActive(value))
            {
                yield return (value, kind.IdOf(value));
            }
        }
    }

    /// <summary>The versions of an object, the oldest first, each with its sort key, read a few at a time.</summary>
    public async IAsyncEnumerable<(HistoryEntry<T> Entry, string SortKey)> ReadHistoryAsync(
        string id, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var list = ReadModelList.OfPartition(kind.Model, DefinitionProjection<T>.HistoryPartition(id));
        while (await models.ListAsync(list, new ListRange(after, null, PageSize), cancellation) is { Count: > 0 } page)
        {
            foreach (var document in page)
            {
                yield return (DefinitionProjection<T>.ReadEntry(kind, document), document.SortKey);
            }

            after = page[^1].SortKey;
        }
    }

    // Ordered by id. Inserts the default object at its position, unless it has a document.
    private async IAsyncEnumerable<T> ReadAllAsync(
        string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var isInitialPending = after is null || string.CompareOrdinal(kind.InitialId, after) > 0;
        while (true)
        {
            var page = await models.ListAsync(Documents, new ListRange(after, null, PageSize), cancellation);
            foreach (var document in page)
            {
                if (isInitialPending && string.CompareOrdinal(document.Id, kind.InitialId) >= 0)
                {
                    isInitialPending = false;
                    if (document.Id != kind.InitialId)
                    {
                        yield return kind.Initial;
                    }
                }

                yield return DefinitionProjection<T>.Read(kind, document).Value!;
            }

            if (page.Count < PageSize)
            {
                break;
            }

            after = page[^1].Id;
        }

        if (isInitialPending)
        {
            yield return kind.Initial;
        }
    }
}
