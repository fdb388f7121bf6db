using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>What the objects of one kind have in common when they are read: customers see those that are active, others see all.</summary>
public sealed class CatalogueQueries<T>(CatalogueKind<T> kind, CatalogueReader<T> reader, Cursor cursors)
    where T : class
{
    public async Task<IResult> ListAsync(ApiCall call, Func<IReadOnlyList<T>, string?, IResult> answer)
    {
        var (query, problem) = PageQuery.Read(call, cursors, kind.Model);
        if (problem is not null)
        {
            return problem;
        }

        var page = await reader.ListAsync(query.After, query.Limit, CanSeeRetired(call), call.Cancellation);
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

    public async Task<IResult> HistoryAsync(ApiCall call, string id, Func<IReadOnlyList<HistoryEntry<T>>, string?, IResult> answer)
    {
        var list = $"history of {kind.Model}/{id}";
        var (query, problem) = PageQuery.Read(call, cursors, list);
        if (problem is not null)
        {
            return problem;
        }

        if (await reader.FindAsync(id, call.Cancellation) is null)
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        var page = await reader.HistoryAsync(id, query.After, query.Limit, call.Cancellation);
        return answer(page.Items, page.Next is null ? null : cursors.Write(list, page.Next));
    }

    private static bool CanSeeRetired(ApiCall call) => call.Caller.Role is not Role.Customer;
}
