namespace BookingEngine.Functions.Http;

/// <summary>Which page of a list is asked for.</summary>
/// <param name="Limit">Null for everything.</param>
/// <param name="Cursor">Where the page before ended; null to begin.</param>
public sealed record PageQuery(int? Limit, string? Cursor) : IRequest<PageQuery>
{
    public const int MaximumLimit = 100;

    internal static Problem LimitProblem => RequestProblems.InvalidField("limit", $"must be a whole number from 1 to {MaximumLimit}");

    public static PageQuery Read(RequestFields fields) => new(
        fields.OptionalWhole("limit", "The maximum number of entries.", 1, MaximumLimit),
        fields.Optional("cursor", "The `next_cursor` of the previous page.").AnyText());

    /// <summary>The sort key of the last entry that the caller has seen; null to begin.</summary>
    /// <param name="list">The name of the list: a cursor is good for the one that it came from.</param>
    /// <param name="errors">Of the query. Where a filter is wrong, the list is not known and the cursor is not checked.</param>
    public string? After(Cursor cursors, string list, FieldErrors errors)
    {
        var after = Cursor is null ? null : cursors.Read(list, Cursor);
        if (Cursor is not null && after is null && !errors.HasOtherThan("limit"))
        {
            errors.Add("cursor", "must be the next_cursor of the same list");
        }

        return after;
    }
}
