namespace BookingEngine.ReadModels;

/// <param name="Next">The sort key to go on from; null at the end.</param>
public readonly record struct ReadModelPage(IReadOnlyList<ReadModelDocument> Documents, string? Next);

public static class ReadModelPages
{
    /// <param name="after">The sort key of the last document that the caller has seen; null to begin.</param>
    /// <param name="limit">Null for all.</param>
    public static async Task<ReadModelPage> PageAsync(
        this IReadModelStore models, ReadModelList list, string? after, int? limit, CancellationToken cancellation)
    {
        // One more than the limit shows whether there is a next page.
        var documents = await models.ListAsync(list, new ListRange(after, null, limit + 1), cancellation);
        if (!(documents.Count > limit))
        {
            return new ReadModelPage(documents, null);
        }

        ReadModelDocument[] shown = [.. documents.Take(limit.Value)];
        return new ReadModelPage(shown, shown[^1].SortKey);
    }
}
