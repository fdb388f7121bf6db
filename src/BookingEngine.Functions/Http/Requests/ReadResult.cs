namespace BookingEngine.Functions.Http.Requests;

/// <param name="Request">Null if the body could not be read.</param>
/// <param name="Errors">The errors of its fields. A function adds those that depend on several fields or on stored data.</param>
public readonly record struct ReadResult<T>(T? Request, FieldErrors Errors, Problem? BodyProblem)
    where T : class
{
    /// <summary>Null if there are no errors.</summary>
    public Problem? Problem => BodyProblem ?? Errors.Problem;

    /// <summary>Returns either the request or a problem.</summary>
    public void Deconstruct(out T? request, out Problem? problem) => (request, problem) = (Problem is null ? Request : null, Problem);
}
