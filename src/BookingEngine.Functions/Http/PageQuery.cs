namespace BookingEngine.Functions.Http;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="After">The sort key of the last entry that the caller has seen; null to begin.</param>
/// <param name="Limit">Null for everything.</param>
public sealed record PageQuery(string? After, int? Limit)
{
    private const int MaximumLimit = 100;

    /// <param name="list">The name of the list: a cursor is good for the one that it came from.</param>
    public static (PageQuery Page, Problem? Problem) Read(ApiCall call, Cursor cursors, string list)
    {
        var fields = new QueryFields(call.Request.Query, new FieldErrors());
        var limit = fields.Whole("limit", 1, MaximumLimit);
        var cursor = fields.Text("cursor");
        var after = cursor is null ? null : cursors.Read(list, cursor);
        if (cursor is not null && after is null)
        {
            fields.Errors.Add("cursor", "must be the next_cursor of this same list");
        }

        return (new PageQuery(after, limit), fields.Errors.Problem);
    }
}
