using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using Microsoft.Azure.Functions.Worker;
using NodaTime;

namespace BookingEngine.Functions.Bookings;

public sealed class CreateBooking(HttpEdge edge, BookSlotHandler handler) : IHttpFunction
{
    private const int MaximumSlotLength = 64;

    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Book) with { IsIdempotent = true };

    [Function("BookingsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateBooking>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (slot, problem) = await ReadSlotAsync(call);
        if (slot is not { } start)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(new BookSlot(call.Caller.UserId, start), call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var booking)
            ? Problem.Of(refusal)
            : Results.Json(BookingView.Of(booking), ApiJson.Default.BookingView, statusCode: StatusCodes.Status201Created);
    }

    // Older clients send the slot in the query and no body, newer ones in a JSON body.
    private static async Task<(Instant? Slot, Problem? Problem)> ReadSlotAsync(ApiCall call)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        if (query.Has("slot"))
        {
            return Parse(query.Text("slot"), query.Errors);
        }

        if (!HasBody(call.Request))
        {
            query.Errors.Add("slot", "is required, in the query or in a JSON body");
            return (null, query.Errors.Problem);
        }

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        return fields is null ? (null, problem) : Parse(fields.Text("slot", 1, MaximumSlotLength), fields.Errors);
    }

    private static (Instant? Slot, Problem? Problem) Parse(string? text, FieldErrors errors)
    {
        if (errors.Problem is { } problem)
        {
            return (null, problem);
        }

        if (SlotTime.TryParse(text!, DefaultCatalogue.Zone) is { } slot)
        {
            return (slot, null);
        }

        errors.Add("slot", SlotTime.Format);
        return (null, errors.Problem);
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
