using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;

namespace BookingEngine.Functions.Http;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="After">The sort key of the last entry that the caller has seen; null to begin.</param>
/// <param name="Limit">Null for everything.</param>
public sealed record PageQuery(string? After, int? Limit)
{
    public const int MaximumLimit = 100;

    /// <param name="list">The name of the list: a cursor is good for the one that it came from.</param>
    public static (PageQuery Page, Problem? Problem) Read(ApiCall call, Cursor cursors, string list) =>
        Read(new QueryFields(call.Request.Query, new FieldErrors()), cursors, list, MaximumLimit);

    /// <param name="fields">What is wrong with other parameters is answered together with what is wrong with these; the list that they name is then
    /// none that a cursor could be held against.</param>
    /// <inheritdoc cref="Read(ApiCall, Cursor, string)"/>
    public static (PageQuery Page, Problem? Problem) Read(QueryFields fields, Cursor cursors, string list, int maximumLimit)
    {
        var isListKnown = fields.Errors.Problem is null;
        var limit = fields.Whole("limit", 1, maximumLimit);
        var cursor = fields.Text("cursor");
        var after = cursor is null ? null : cursors.Read(list, cursor);
        if (cursor is not null && after is null && isListKnown)
        {
            fields.Errors.Add("cursor", "must be the next_cursor of this same list");
        }

        return (new PageQuery(after, limit), fields.Errors.Problem);
    }
}
