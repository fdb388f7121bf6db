using BookingEngine.Catalogue;
using BookingEngine.EventSourcing;
using BookingEngine.Pipeline;
using BookingEngine.Queues;
using BookingEngine.Webhooks.Endpoints;
using NodaTime;
using NodaTime.Text;

namespace BookingEngine.Webhooks.Deliveries;

/// <summary>Gives the recorder the events of a category that no other handler of all its events has.</summary>
/// <param name="name">The key of its saved positions. Never change it.</param>
/// <param name="category">The category of its streams.</param>
public sealed class WebhookEventHandler(string name, string category, WebhookRecorder recorder) : IEventHandler
{
    public string Name => name;

    public string Category => category;

    public Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation) => recorder.HandleAsync(recorded, cancellation);
}

/// <summary>After a change of the endpoints, looks again at what was recorded meanwhile: another process may not have known of the change yet.</summary>
public sealed class WebhookCatchUp(
    IEventStore store, EventCatalogue catalogue, WebhookCache cache, WebhookRecorder recorder, WebhookConditions conditions, IMessageQueue queue)
    : IEventHandler
{
    /// <summary>The beginning of its messages. No endpoint has this id.</summary>
    private const string Prefix = "catch-up ";

    private const int NewestVersions = 500;

    /// <summary>Longer than processes keep the endpoints, and than their clocks differ.</summary>
    private static readonly Duration Delay = WebhookCache.Age + Duration.FromSeconds(10);

    public string Name => "webhook-catch-ups";

    public string Category => WebhookEndpoints.Category;

    public async Task HandleAsync(RecordedEvent recorded, CancellationToken cancellation)
    {
        if (recorded.Event is not (WebhookCreated or WebhookChanged))
        {
            return;
        }

        var endpoint = ((IDefines<WebhookEndpoint>)recorded.Event).Definition;
        if (endpoint.Active && endpoint.Since == recorded.Metadata.RecordedAt)
        {
            await conditions.ResetAsync(endpoint.Id, cancellation);
        }

        await queue.SendAsync(QueueNames.Webhooks, MessageOf(recorded.Metadata.RecordedAt), Delay.ToTimeSpan());
    }

    /// <summary>The message of a look at what was recorded since.</summary>
    public static string MessageOf(Instant since) => Prefix + InstantPattern.ExtendedIso.Format(since);

    /// <summary>False if the message is about something else.</summary>
    public async Task<bool> TryHandleAsync(string message, CancellationToken cancellation)
    {
        if (!message.StartsWith(Prefix, StringComparison.Ordinal))
        {
            return false;
        }

        cache.Invalidate();
        await LookAgainAsync(InstantPattern.ExtendedIso.Parse(message[Prefix.Length..]).GetValueOrThrow(), cancellation);
        return true;
    }

    // What is later than the delay is handled by processes that know of the change.
    private async Task LookAgainAsync(Instant since, CancellationToken cancellation)
    {
        await foreach (var page in store.PagesAsync(since, cancellation))
        {
            foreach (var stream in page)
            {
                await LookAgainAsync(stream, since, cancellation);
            }
        }
    }

    private async Task LookAgainAsync(StreamVersion stream, Instant since, CancellationToken cancellation)
    {
        var commits = await store.ReadAsync(stream.Stream, Math.Max(0, stream.Version - NewestVersions), NewestVersions, cancellation);
        foreach (var recorded in commits.Where(c => c.Metadata.RecordedAt >= since && c.Metadata.RecordedAt <= since + Delay).SelectMany(catalogue.Read))
        {
            await recorder.HandleAsync(recorded, cancellation);
        }
    }
}
