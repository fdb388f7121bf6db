using System.Text.Json.Serialization.Metadata;

namespace BookingEngine.Functions.Http.Answers;

/// <summary>Turns the outcome of a command or query into an answer.</summary>
internal static class OutcomeAnswers
{
    public static IResult Answer<T>(this Outcome<T> outcome, Func<T, IResult> answer) =>
        outcome.IsRefused(out var refusal, out var value) ? Problem.Of(refusal) : answer(value);

    public static async Task<IResult> AnswerAsync<T>(this Task<Outcome<T>> outcome, Func<T, IResult> answer) => (await outcome).Answer(answer);

    /// <param name="location">The path of the new object.</param>
    public static async Task<IResult> AnswerCreatedAsync<T, TView>(
        this Task<Outcome<T>> outcome, Func<T, string> location, Func<T, TView> view, JsonTypeInfo<TView> shape) =>
        (await outcome).Answer(value => new CreatedAnswer<TView>(location(value), view(value), shape));

    public static async Task<IResult> AnswerAsync<T, TView>(
        this Task<Outcome<T>> outcome, Func<T, TView> view, JsonTypeInfo<TView> shape, int status = StatusCodes.Status200OK) =>
        (await outcome).Answer(value => Results.Json(view(value), shape, statusCode: status));
}
