using BookingEngine.Catalogue;
using BookingEngine.Catalogue.Warnings;
using BookingEngine.Users;

namespace BookingEngine.Functions.Catalogue;

/// <summary>Creates and changes objects of the catalogue. The answer's <c>ETag</c> is the new version.</summary>
internal static class CatalogueCommands
{
    public const int MaximumName = 200;

    public static Policy Change { get; } = Policy.SignedIn(RateLimitName.Write, Role.Admin);

    public static Policy Creation(string idempotencyScope) => Change with { IdempotencyScope = idempotencyScope };

    /// <param name="warn">Runs before the command, so that a store that fails then refuses the whole request.</param>
    /// <param name="check">Adds the errors that depend on more than one field.</param>
    public static async Task<IResult> CreateAsync<TRequest, T>(
        ApiCall call, Func<T, Task<IReadOnlyList<CatalogueWarning>>> warn, Func<T, Task<Outcome<Definition<T>>>> handle,
        Func<T, IReadOnlyList<WarningView>?, IResult> answer, Action<TRequest, FieldErrors>? check = null)
        where TRequest : class, IDefinitionRequest<TRequest, T>
        where T : class
    {
        var read = await call.ReadBodyAsync<TRequest>();
        if (read.Request is { } sent)
        {
            check?.Invoke(sent, read.Errors);
        }

        if (read.Problem is { } problem)
        {
            return problem;
        }

        var request = read.Request!;

        // Derived from the commit id, so that each retry gets the same id.
        var id = request.Id ?? CatalogueIdRules.Of(call.Command.CommitId.Derive("id"));
        var definition = request.Define(id);
        var warnings = WarningView.Of(await warn(definition));
        return Answer(call, await handle(definition), created => created, created => answer(created.Value!, warnings));
    }

    /// <param name="warn">Runs before the command, so that a store that fails then refuses the whole request.</param>
    /// <param name="definition">Takes the new definition from the command's result.</param>
    /// <param name="check">Adds the errors that depend on more than one field.</param>
    public static async Task<IResult> ChangeAsync<TRequest, T, TChanged>(
        ApiCall call, string id, Func<T, Task<IReadOnlyList<CatalogueWarning>>> warn, Func<T, Precondition, Task<Outcome<TChanged>>> handle,
        Func<TChanged, Definition<T>> definition, Func<TChanged, IReadOnlyList<WarningView>?, IResult> answer,
        Action<TRequest, FieldErrors>? check = null)
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

        if (read.Request is { } request)
        {
            check?.Invoke(request, read.Errors);
        }

        if (read.Problem is { } problem)
        {
            return problem;
        }

        var written = read.Request!.Define(id);
        var warnings = WarningView.Of(await warn(written));
        return Answer(call, await handle(written, precondition), definition, changed => answer(changed, warnings));
    }

    /// <summary>For commands that return only the new definition.</summary>
    public static Task<IResult> ChangeAsync<TRequest, T>(
        ApiCall call, string id, Func<T, Task<IReadOnlyList<CatalogueWarning>>> warn, Func<T, Precondition, Task<Outcome<Definition<T>>>> handle,
        Func<T, IReadOnlyList<WarningView>?, IResult> answer, Action<TRequest, FieldErrors>? check = null)
        where TRequest : class, IDefinitionRequest<TRequest, T>
        where T : class => ChangeAsync<TRequest, T, Definition<T>>(
            call, id, warn, handle, changed => changed, (changed, warnings) => answer(changed.Value!, warnings), check);

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
