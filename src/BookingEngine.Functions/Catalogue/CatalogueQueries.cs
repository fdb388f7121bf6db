using System.Text.Json.Serialization.Metadata;
using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Reads objects of the catalogue. Customers see only active ones.</summary>
public sealed class CatalogueQueries<T>(CatalogueKind<T> kind, CatalogueReader<T> reader, Cursor cursors)
    where T : class
{
    /// <param name="member">The name of the list in the answer.</param>
    public Task<IResult> ListAsync<TView>(ApiCall call, string member, Func<T, TView> view, JsonTypeInfo<TView> json)
    {
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, kind.Model, errors);
        return Task.FromResult<IResult>(errors.Problem ?? (IResult)new ListAnswer<T, TView>(
            member, reader.ReadAsync(after, CanSeeRetired(call), call.Cancellation), query.Limit, view, json, key => cursors.Write(kind.Model, key)));
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

    public async Task<IResult> HistoryAsync<TView>(ApiCall call, string id, Func<T, TView> view, JsonTypeInfo<HistoryEntryView<TView>> json)
    {
        var list = $"history of {kind.Model}/{id}";
        var (query, errors, _) = call.ReadQuery<PageQuery>();
        var after = query!.After(cursors, list, errors);
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        return await reader.FindAsync(id, call.Cancellation) is null
            ? Problem.Of(CatalogueRefusals.NotFound)
            : new ListAnswer<HistoryEntry<T>, HistoryEntryView<TView>>(
                "entries", reader.ReadHistoryAsync(id, after, call.Cancellation), query.Limit, entry => HistoryEntryView<TView>.Of(entry, view), json,
                key => cursors.Write(list, key));
    }

    private static bool CanSeeRetired(ApiCall call) => call.Caller.Role is not Role.Customer;
}
