using System.Text.Json;
using BookingEngine.Functions.Users;
using BookingEngine.Ports;
using BookingEngine.Webhooks.Feed;
using NodaTime;

namespace BookingEngine.Functions.Webhooks.Events;

internal sealed record ListEventsQuery(string? After, int Limit, int Wait, bool IncludesPersonal) : IRequest<ListEventsQuery>
{
    public const int DefaultLimit = 50, MaximumLimit = 100, MaximumWait = 25;

    public static ListEventsQuery Read(RequestFields fields) => new(
        fields.Optional("after", "The `next_cursor` of the last answer. If omitted, from the first event ever.").AnyText(),
        fields.OptionalWhole("limit", "The maximum number of events. If omitted, 50.", 1, MaximumLimit) ?? DefaultLimit,
        fields.OptionalWhole("wait", "For how many seconds to wait if there is no event yet. If omitted, 0.", 0, MaximumWait) ?? 0,
        fields.Flag("include_personal", "Whether events have names, addresses and what people wrote. It is noted in the audit log. If omitted, false."));
}

/// <summary>The same payloads as webhooks, for those who would rather ask.</summary>
public sealed class ListEventsFunction(
    HttpEdge edge, EventFeed feed, EventCursors cursors, PersonalReadNotes notes, ClientAddress address, TimeProvider time) : IHttpFunction
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static string Name => "ListEvents";

    public static Policy Policy => WebhookOperations.Read;

    public static Operation Operation => new(
        OperationGroup.Webhooks, "List events",
        "Only administrators. A feed of all events, from the first one on, each exactly once, and those of one booking in order. Ask again with `next_cursor`. "
        + "Events of the last ten minutes may come in another order than by time. With more than 200 resources and users changed within ten minutes, some come up to ten minutes late.",
        new(StatusCodes.Status200OK, "The events.", EventsJson.Default.EventListView, ("events", EventListView.Example)))
    {
        Query = Operation.QueryOf<ListEventsQuery>(),
        Problems = [Problem.Of(EventCursors.Invalid), RequestProblems.InvalidField("wait", "must be a whole number from 0 to 25")],
    };

    [Function("EventsList")]
    public Task RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "events")] HttpRequest request, FunctionContext context) =>
        edge.RunAsync<ListEventsFunction>(request, context, AnswerAsync);

    private async Task<IResult> AnswerAsync(ApiCall call)
    {
        var (query, errors, _) = call.ReadQuery<ListEventsQuery>();
        if (errors.Problem is { } problem)
        {
            return problem;
        }

        if ((query!.After is { } text ? cursors.Read(text) : FeedCursor.Beginning) is not { } after)
        {
            return Problem.Of(EventCursors.Invalid);
        }

        if (query.IncludesPersonal)
        {
            await notes.NoteAsync(call.AdministratorAt(address), call.CorrelationId, call.Cancellation);
        }

        var page = await ReadAsync(query, after, call.Cancellation);
        return new EventsAnswer(page, cursors.Write(page.Next));
    }

    private async Task<EventFeedPage> ReadAsync(ListEventsQuery query, FeedCursor after, CancellationToken cancellation)
    {
        var end = time.Now() + Duration.FromSeconds(query.Wait);
        while (true)
        {
            var page = await feed.ReadAsync(after, query.Limit, query.IncludesPersonal, cancellation);
            if (!page.Events.IsEmpty || page.HasMore || time.Now() >= end)
            {
                return page;
            }

            after = page.Next;
            await Task.Delay(Pause, time, cancellation);
        }
    }

    private sealed class EventsAnswer(EventFeedPage page, string next) : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = "application/json; charset=utf-8";
            await using var json = new Utf8JsonWriter(httpContext.Response.BodyWriter);
            json.WriteStartObject();
            json.WriteStartArray("events"u8);
            foreach (var payload in page.Events)
            {
                json.WriteRawValue(payload.Span, skipInputValidation: true);
            }

            json.WriteEndArray();
            json.WriteString("next_cursor"u8, next);
            json.WriteBoolean("has_more"u8, page.HasMore);
            if (page.HeldBack > 0)
            {
                json.WriteNumber("held_back"u8, page.HeldBack);
            }

            json.WriteEndObject();
            await json.FlushAsync(CancellationToken.None);
        }
    }
}
