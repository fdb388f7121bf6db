using BookingEngine.Catalogue;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>What the objects of one kind have in common when they are written: the body is read, what is wrong is refused, and the answer says by
/// its <c>ETag</c> which version came of it.</summary>
internal static class CatalogueCommands
{
    public const int MaximumName = 200;

    public static Policy Change { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Policy Creation(string idempotencyScope) => Change with { IdempotencyScope = idempotencyScope };

    /// <param name="answer">The answer to what was created.</param>
    public static async Task<IResult> CreateAsync<TRequest, T>(
        ApiCall call, Func<T, Task<Outcome<Definition<T>>>> handle, Func<T, IResult> answer)
        where TRequest : class, IDefinitionRequest<TRequest, T>
        where T : class
    {
        var (request, problem) = await call.ReadBodyAsync<TRequest>();
        if (request is null)
        {
            return problem!;
        }

        // The same at every attempt at the request.
        var id = request.Id ?? CatalogueIdRules.Of(call.Command.CommitId.Derive("id"));
        return Answer(call, await handle(request.Define(id)), created => created, created => answer(created.Value!));
    }

    /// <param name="definition">What the object is now, in what the command returns.</param>
    public static async Task<IResult> ChangeAsync<TRequest, T, TChanged>(
        ApiCall call, string id, Func<T, Precondition, Task<Outcome<TChanged>>> handle, Func<TChanged, Definition<T>> definition,
        Func<TChanged, IResult> answer)
        where TRequest : class, IDefinitionRequest<TRequest, T>
        where T : class
    {
        if (!CatalogueIdRules.IsValid(id))
        {
            return Problem.Of(CatalogueRefusals.NotFound);
        }

        if (EntityTags.Read(call.Request) is not { } precondition)
        {
            return EntityTags.Required;
        }

        var read = await call.ReadBodyAsync<TRequest>();
        if (read.Request?.Id is { } own && own != id)
        {
            read.Errors.Add("id", "must be the id in the path, or be omitted");
        }

        return read.Problem ?? Answer(call, await handle(read.Request!.Define(id), precondition), definition, answer);
    }

    /// <summary>Where the command returns nothing but what the object is now.</summary>
    public static Task<IResult> ChangeAsync<TRequest, T>(
        ApiCall call, string id, Func<T, Precondition, Task<Outcome<Definition<T>>>> handle, Func<T, IResult> answer)
        where TRequest : class, IDefinitionRequest<TRequest, T>
        where T : class => ChangeAsync<TRequest, T, Definition<T>>(call, id, handle, changed => changed, changed => answer(changed.Value!));

    private static IResult Answer<T, TDone>(ApiCall call, Outcome<TDone> outcome, Func<TDone, Definition<T>> definition, Func<TDone, IResult> answer)
        where T : class
    {
        if (outcome.IsRefused(out var refusal, out var done))
        {
            return Problem.Of(refusal);
        }

        EntityTags.Set(call, definition(done));
        return answer(done);
    }
}
