namespace BookingEngine.Functions.Http.Requests;

/// <summary>A request that was read.</summary>
/// <param name="Request">Null where it could not be read at all.</param>
/// <param name="Errors">What is wrong with its fields. A function adds what depends on several of them, or on more than the request.</param>
public readonly record struct ReadResult<T>(T? Request, FieldErrors Errors, Problem? Unreadable)
    where T : class
{
    /// <summary>The answer to give; null where nothing is wrong.</summary>
    public Problem? Problem => Unreadable ?? Errors.Problem;

    /// <summary>Either the request or the answer that says all that is wrong with it.</summary>
    public void Deconstruct(out T? request, out Problem? problem) => (request, problem) = (Problem is null ? Request : null, Problem);
}
