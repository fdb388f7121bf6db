namespace BookingEngine.Functions.Http;

/// <summary>The requested page of a list.</summary>
/// <param name="Limit">Null for no limit, or for the default of the list.</param>
/// <param name="Cursor">Null for the first page.</param>
public sealed record PageQuery(int? Limit, string? Cursor) : IRequest<PageQuery>
{
    public const int MaximumLimit = 100;

    internal static Problem LimitProblem => RequestProblems.InvalidField("limit", $"must be a whole number from 1 to {MaximumLimit}");

    public static PageQuery Read(RequestFields fields) => new(
        fields.OptionalWhole("limit", "The maximum number of entries.", 1, MaximumLimit),
        fields.Optional("cursor", "The `next_cursor` of the previous page.").AnyText());

    /// <summary>The sort key of the last entry on the previous page. Null for the first page.</summary>
    /// <param name="list">The name of the list. A cursor is valid only for its own list.</param>
    /// <param name="errors">The errors of the query. If a filter is invalid, the list is unknown and the cursor is not checked.</param>
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
