using System.Globalization;
using BookingEngine.Outbound;
using NodaTime;

namespace BookingEngine.ExternalCalendars.Fetch;

/// <summary>Fetches the file of a feed and reads it.</summary>
public sealed class FeedFetcher(IOutboundHttp http, IBusyTimesReader reader)
{
    public const int MaximumBytes = 10_000_000, MaximumRedirects = 5;

    /// <summary>How far busy times are read.</summary>
    public static readonly Duration Behind = Duration.FromDays(1), Ahead = Duration.FromDays(400);

    /// <summary>After that time the file is fetched also if it has not changed: the times of repeated events reach only so far ahead.</summary>
    public static readonly Duration LongestUnparsed = Duration.FromDays(1);

    private const int NotModified = 304, Ok = 200, MaximumTag = 1_000;
    private static readonly Duration TimeLimit = Duration.FromSeconds(30), LongestWait = Duration.FromDays(1);

    /// <param name="last">What was read before.</param>
    /// <param name="zone">The resource's.</param>
    /// <param name="isOwn">Whether a UID is that of a booking of the resource.</param>
    /// <returns>What is known now. With a fault it has the last good busy times. And how long the other side wants us to wait.</returns>
    public async Task<(FeedReading Reading, Duration Wait)> FetchAsync(
        OutboundAddress address, FeedReading last, DateTimeZone zone, Func<string, bool> isOwn, Instant now, CancellationToken cancellation)
    {
        var isConditional = last.ParsedAt > now - LongestUnparsed;
        var request = new OutboundRequest("GET", address, HeadersOf(last, isConditional), MaximumBytes, MaximumRedirects, TimeLimit);
        return await http.SendAsync(request, cancellation) switch
        {
            { Failure: { } failure } => (last with { Fault = FeedFaults.Of(failure) }, Duration.Zero),
            { Answer: { Status: NotModified } } when isConditional => (last with { Fault = null, IsReported = false, ReadAt = now }, Duration.Zero),
            { Answer: { Status: Ok, IsCut: true } } => (last with { Fault = FeedFaults.TooLarge }, Duration.Zero),
            { Answer: { Status: Ok } answer } => Read(answer, last, zone, isOwn, now),
            { Answer: { } answer } => (last with { Fault = FeedFaults.OfStatus(answer.Status) }, WaitOf(answer, now)),
            _ => throw new InvalidOperationException("A result is an answer or a failure."),
        };
    }

    private static List<KeyValuePair<string, string>> HeadersOf(FeedReading last, bool isConditional)
    {
        List<KeyValuePair<string, string>> headers = [new("Accept", "text/calendar")];
        if (isConditional && last.Tag is { } tag)
        {
            headers.Add(new("If-None-Match", tag));
        }

        if (isConditional && last.Modified is { } modified)
        {
            headers.Add(new("If-Modified-Since", modified));
        }

        return headers;
    }

    private (FeedReading Reading, Duration Wait) Read(OutboundAnswer answer, FeedReading last, DateTimeZone zone, Func<string, bool> isOwn, Instant now)
    {
        var read = reader.Read(answer.Body, zone, new Interval(now - Behind, now + Ahead), isOwn);
        if (read.Fault is { } fault)
        {
            return (last with { Fault = FeedFaults.Of(fault) }, Duration.Zero);
        }

        var reading = new FeedReading(last.AddedAt)
        {
            ReadAt = now,
            ParsedAt = now,
            Tag = HeaderOf(answer, "ETag"),
            Modified = HeaderOf(answer, "Last-Modified"),
            Skipped = read.Skipped,
            UnknownZones = read.UnknownZones,
            Busy = read.Busy!.ToText(),
        };
        return (reading, Bounded(read.RefreshInterval ?? Duration.Zero));
    }

    // Null for one that could not be sent back.
    private static string? HeaderOf(OutboundAnswer answer, string name) =>
        answer.Headers.TryGetValue(name, out var value) && value.Length is > 0 and <= MaximumTag && !value.AsSpan().ContainsAnyExceptInRange(' ', '~') ? value : null;

    private static Duration WaitOf(OutboundAnswer answer, Instant now)
    {
        var text = answer.Headers.GetValueOrDefault("Retry-After") ?? "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? Bounded(Duration.FromSeconds(seconds))
            : DateTimeOffset.TryParseExact(text, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date)
                ? Bounded(Instant.FromDateTimeOffset(date) - now)
                : Duration.Zero;
    }

    private static Duration Bounded(Duration wait) => Duration.Min(wait, LongestWait);
}
