using BookingEngine.Catalogue;
using BookingEngine.Functions.Http.Admission;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.RateLimiting;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>What the objects of one kind have in common when they are written: the body is read, what is wrong is refused, and the answer says by
/// its <c>ETag</c> which version came of it.</summary>
internal static class CatalogueCommands
{
    public static Policy Change { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Policy Creation(string idempotencyScope) => Change with { IdempotencyScope = idempotencyScope };

    /// <param name="read">What the fields describe, under an id.</param>
    /// <param name="answer">The answer to what was created.</param>
    public static async Task<IResult> CreateAsync<T>(
        ApiCall call, Func<BodyFields, string, T> read, Func<T, Task<Outcome<Definition<T>>>> handle, Func<T, IResult> answer)
        where T : class
    {
        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        if (fields is null)
        {
            return problem!;
        }

        var wanted = read(fields, fields.NewId(call));
        return fields.Errors.Problem is { } invalid ? invalid : Answer(call, await handle(wanted), created => created, created => answer(created.Value!));
    }

    /// <param name="definition">What the object is now, in what the command tells of it.</param>
    public static async Task<IResult> ChangeAsync<T, TChanged>(
        ApiCall call, string id, Func<BodyFields, string, T> read, Func<T, Precondition, Task<Outcome<TChanged>>> handle,
        Func<TChanged, Definition<T>> definition, Func<TChanged, IResult> answer)
        where T : class
    {
        var (fields, precondition, problem) = await CatalogueFields.ReadChangeAsync(call, id);
        if (fields is null)
        {
            return problem!;
        }

        var wanted = read(fields, id);
        return fields.Errors.Problem is { } invalid ? invalid : Answer(call, await handle(wanted, precondition), definition, answer);
    }

    /// <summary>Where the command tells nothing but what the object is now.</summary>
    public static Task<IResult> ChangeAsync<T>(
        ApiCall call, string id, Func<BodyFields, string, T> read, Func<T, Precondition, Task<Outcome<Definition<T>>>> handle, Func<T, IResult> answer)
        where T : class => ChangeAsync(call, id, read, handle, changed => changed, changed => answer(changed.Value!));

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
