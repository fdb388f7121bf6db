namespace BookingEngine.ReadModels;

/// <summary>Reads several lists of a model as one, by sort key.</summary>
public sealed class MergedLists(IReadModelStore models)
{
    private const int MaximumParallelReads = 20;

    /// <summary>Returns each document once. Also returns a document that moves from one of the lists to another during the read.</summary>
    public async Task<IReadOnlyList<ReadModelDocument>> ReadAsync(
        IReadOnlyList<ReadModelList> lists, ListRange range, CancellationToken cancellation)
    {
        var found = await ReadEachAsync(lists, range, cancellation);
        if (lists.Count < 2)
        {
            return found;
        }

        // A document that moved between the lists may be missed by the first read. The second read finds it.
        var newer = await ReadEachAsync(lists, range, cancellation);
        return
        [
            .. newer.Concat(found).DistinctBy(d => d.Id).DistinctBy(d => d.SortKey).OrderBy(d => d.SortKey, StringComparer.Ordinal)
                .Take(range.Limit ?? int.MaxValue),
        ];
    }

    private async Task<IReadOnlyList<ReadModelDocument>> ReadEachAsync(
        IReadOnlyList<ReadModelList> lists, ListRange range, CancellationToken cancellation)
    {
        if (lists is [var only])
        {
            return await models.ListAsync(only, range, cancellation);
        }

        List<ReadModelDocument> found = [];
        foreach (var batch in lists.Chunk(MaximumParallelReads))
        {
            found.AddRange((await Task.WhenAll(batch.Select(list => models.ListAsync(list, range, cancellation)))).SelectMany(page => page));
        }

        return found;
    }
}
