using BookingEngine.Bookings;
using BookingEngine.Catalogue;
using BookingEngine.Functions.Http;
using BookingEngine.Limits;
using Microsoft.Azure.Functions.Worker;

namespace BookingEngine.Functions.Bookings;

public sealed class CreateBooking(HttpEdge edge, BookSlotHandler handler, CatalogueCache catalogue) : IHttpFunction
{
    public const int MaximumQuantity = 10_000;
    private const int MaximumSlotLength = 64;

    public static Policy Policy { get; } = Policy.SignedIn(LimitName.Book) with { IsIdempotent = true };

    [Function("BookingsCreate")]
    public Task RunAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "bookings")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<CreateBooking>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (command, problem) = await ReadAsync(call);
        if (command is null)
        {
            return problem!;
        }

        var outcome = await handler.HandleAsync(command, call.Command, call.Cancellation);
        return outcome.IsRefused(out var refusal, out var booking)
            ? Problem.Of(refusal)
            : Results.Json(BookingView.Of(booking), ApiJson.Default.BookingView, statusCode: StatusCodes.Status201Created);
    }

    // Older clients send the slot in the query and no body, newer ones in a JSON body.
    private async Task<(BookSlot? Command, Problem? Problem)> ReadAsync(ApiCall call)
    {
        var query = new QueryFields(call.Request.Query, new FieldErrors());
        if (query.Has("slot"))
        {
            return await FinishAsync(call, Slot(query.Text("slot"), query.Errors) is { } slot ? new BookSlot(call.Caller.UserId, slot) : null, null, query.Errors);
        }

        if (!HasBody(call.Request))
        {
            query.Errors.Add("slot", "is required, in the query or in a JSON body");
            return (null, query.Errors.Problem);
        }

        var (fields, problem) = await JsonBody.ReadAsync(call.Request, call.Cancellation);
        return fields is null ? (null, problem) : await FinishAsync(call, Read(fields, call.Caller), fields, fields.Errors);
    }

    private static BookSlot? Read(BodyFields body, Caller caller)
    {
        var text = body.Text("slot", 1, MaximumSlotLength);
        var slot = text.Length > 0 ? Slot(text, body.Errors) : null;
        return new BookSlot(caller.UserId, slot ?? default)
        {
            ServiceId = body.Has("service_id") ? new ServiceId(Id(body, "service_id")) : DefaultCatalogue.Service,
            ResourceId = body.Has("resource_id") ? new ResourceId(Id(body, "resource_id")) : null,
            Quantity = body.Whole("quantity", 1, MaximumQuantity, 1),
            OverridesAs = body["override"].Flag(false) ? caller.Role : null,
        };
    }

    private async Task<(BookSlot? Command, Problem? Problem)> FinishAsync(ApiCall call, BookSlot? command, BodyFields? body, FieldErrors errors)
    {
        if (command is null || errors.Problem is not null)
        {
            return (null, errors.Problem);
        }

        // A service that is unknown asks nothing: the command says so.
        var service = await catalogue.ServiceAsync(command.ServiceId, call.Cancellation);
        var details = service is null ? null : BookingDetails.Read(body, service, errors);
        return errors.Problem is { } problem ? (null, problem) : (command with { Details = details }, null);
    }

    private static string Id(BodyFields body, string name) => body[name].Matching(CatalogueIdRules.IsValid, CatalogueIdRules.Format);

    private static WrittenTime? Slot(string? text, FieldErrors errors)
    {
        if (text is null)
        {
            return null;
        }

        if (SlotTime.TryRead(text) is { } slot)
        {
            return slot;
        }

        errors.Add("slot", SlotTime.Format);
        return null;
    }

    private static bool HasBody(HttpRequest request) => request.ContentLength > 0 || request.Headers.TransferEncoding.Count > 0;
}
