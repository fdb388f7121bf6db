namespace BookingEngine.ReadModels;

/// <summary>Several lists of a model as one, by sort key.</summary>
public sealed class MergedLists(IReadModelStore models)
{
    private const int AtOnce = 20;

    /// <summary>A document that stood in some of the lists all the time is given, once, also where it went from one to another meanwhile.</summary>
    public async Task<IReadOnlyList<ReadModelDocument>> ReadAsync(
        IReadOnlyList<ReadModelList> lists, ListRange range, CancellationToken cancellation)
    {
        var found = await ReadEachAsync(lists, range, cancellation);
        if (lists.Count < 2)
        {
            return found;
        }

        // Who left one list after the other was read is met in neither, and in one of them when they are read again.
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
        foreach (var together in lists.Chunk(AtOnce))
        {
            found.AddRange((await Task.WhenAll(together.Select(list => models.ListAsync(list, range, cancellation)))).SelectMany(page => page));
        }

        return found;
    }
}
