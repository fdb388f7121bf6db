using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Reads objects of the catalogue. Customers see only active ones.</summary>
public sealed class CatalogueQueries<T>(CatalogueKind<T> kind, CatalogueReader<T> reader, Cursor cursors)
    where T : class
{
    public async Task<IResult> ListAsync(ApiCall call, Func<IReadOnlyList<T>, string?, IResult> answer)
    {
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, kind.Model, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        var page = await reader.ListAsync(after, query.Limit, CanSeeRetired(call), call.Cancellation);
        return answer(page.Items, page.Next is null ? null : cursors.Write(kind.Model, page.Next));
    }

    public async Task<IResult> GetAsync(ApiCall call, string id, Func<T, IResult> answer)
    {
        if (await reader.FindAsync(id, call.Cancellation) is not { Value: { } value } definition || !kind.IsActive(value) && !CanSeeRetired(call))
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        EntityTags.Set(call, definition);
        return answer(value);
    }

    public async Task<IResult> HistoryAsync<TView>(ApiCall call, string id, Func<T, TView> view, JsonTypeInfo<HistoryView<TView>> json)
    {
        var list = $"history of {kind.Model}/{id}";
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if (await reader.FindAsync(id, call.Cancellation) is null)
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        var page = await reader.HistoryAsync(id, after, query.Limit, call.Cancellation);
        var next = page.Next is null ? null : cursors.Write(list, page.Next);
        return Results.Json(new HistoryView<TView>([.. page.Items.Select(e => HistoryEntryView<TView>.Of(e, view))], next), json);
    }

    private static bool CanSeeRetired(ApiCall call) => call.Caller.Role is not Role.Customer;
}
