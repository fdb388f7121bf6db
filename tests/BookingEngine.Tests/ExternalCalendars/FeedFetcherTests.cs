using System.Text;
using BookingEngine.ExternalCalendars;
using BookingEngine.ExternalCalendars.Fetch;
using BookingEngine.Infrastructure.ExternalCalendars;
using BookingEngine.Outbound;
using NodaTime;
using static BookingEngine.Tests.ExternalCalendars.FakeFeeds;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>What is known of a feed after each answer of the other side.</summary>
public sealed class FeedFetcherTests
{
    private const string Url = "https://calendar.example/a.ics";
    private static readonly Instant Now = Instant.FromUtc(2030, 5, 1, 12, 0);
    private static readonly OutboundAddress Address = new(new Uri(Url));
    private static readonly byte[] Noon = CalendarFile.Of(Busy("20300502T100000Z", "20300502T110000Z"));

    private readonly FakeFeeds _feeds = new();

    [Fact]
    public async Task File_gives_busy_times_and_its_tags()
    {
        var (reading, wait) = await FetchAsync(File(Noon, ("ETag", "\"a\""), ("Last-Modified", "Wed, 01 May 2030 11:00:00 GMT")));

        Assert.Equal(["2030-05-02 10:00-11:00"], TimesOf(reading));
        Assert.Equal(
            new FeedReading(Now)
            {
                ReadAt = Now,
                ParsedAt = Now,
                Tag = "\"a\"",
                Modified = "Wed, 01 May 2030 11:00:00 GMT",
                Busy = reading.Busy,
            },
            reading);
        Assert.Equal(Duration.Zero, wait);
        var request = Assert.Single(_feeds.Requests);
        Assert.Equal((10_000_000, 5), (request.MaximumBody, request.MaximumRedirects));
        Assert.Equal(["Accept: text/calendar"], request.Headers.Select(h => $"{h.Key}: {h.Value}"));
    }

    [Fact]
    public async Task Unchanged_file_is_asked_for_by_its_tags_and_keeps_the_times()
    {
        var (first, _) = await FetchAsync(File(Noon, ("ETag", "\"a\""), ("Last-Modified", "Wed, 01 May 2030 11:00:00 GMT")));
        var later = Now + Duration.FromMinutes(15);

        var (second, _) = await FetchAsync(Status(304), first, later);

        Assert.Equal(first with { ReadAt = later }, second);
        Assert.Equal(
            ["Accept: text/calendar", "If-None-Match: \"a\"", "If-Modified-Since: Wed, 01 May 2030 11:00:00 GMT"],
            _feeds.Requests.Last().Headers.Select(h => $"{h.Key}: {h.Value}"));
    }

    [Fact]
    public async Task File_is_fetched_whole_once_a_day_so_that_repeated_events_go_on()
    {
        var daily = CalendarFile.Of(CalendarFile.Event("UID:1\nDTSTART:20300502T100000Z\nDURATION:PT1H\nRRULE:FREQ=DAILY"));
        var (first, _) = await FetchAsync(File(daily, ("ETag", "\"a\"")));
        var later = Now + Duration.FromDays(1);

        var (second, _) = await FetchAsync(File(daily, ("ETag", "\"a\"")), first, later);

        Assert.Equal(["Accept: text/calendar"], _feeds.Requests.Last().Headers.Select(h => $"{h.Key}: {h.Value}"));
        Assert.Equal(["2031-06-05 10:00-11:00", "2031-06-06 10:00-11:00"], new[] { TimesOf(first)[^1], TimesOf(second)[^1] });
    }

    public static TheoryData<OutboundResult, string> Faults => new()
    {
        { Status(404), "status_404" },
        { Status(403), "status_403" },
        { Status(500), "status_500" },
        { Status(204), "status_204" },
        { Status(304), "status_304" },
        { File(Encoding.UTF8.GetBytes("<!DOCTYPE html><html><body>Sign in</body></html>")), "not_a_calendar" },
        { File([]), "not_a_calendar" },
        { File(Encoding.UTF8.GetBytes("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n")), "not_a_calendar" },
        { new OutboundAnswer(200, new Dictionary<string, string>(), Noon, IsCut: true), "too_large" },
        { OutboundFailure.AddressRefused, "address_refused" },
        { OutboundFailure.NameUnknown, "name_unknown" },
        { OutboundFailure.Unreachable, "unreachable" },
        { OutboundFailure.CertificateInvalid, "certificate_invalid" },
        { OutboundFailure.TimedOut, "timed_out" },
        { OutboundFailure.TooManyRedirects, "too_many_redirects" },
        { OutboundFailure.AnswerInvalid, "answer_invalid" },
    };

    [Theory, MemberData(nameof(Faults))]
    public async Task Fault_keeps_the_last_good_times(OutboundResult answer, string fault)
    {
        var (first, _) = await FetchAsync(File(Noon));
        var later = Now + FeedFetcher.LongestUnparsed;

        Assert.Equal(first with { Fault = fault }, (await FetchAsync(answer, first, later)).Reading);
    }

    [Fact]
    public void Every_failure_and_fault_has_a_code()
    {
        Assert.All(Enum.GetValues<OutboundFailure>(), failure => Assert.NotEmpty(FeedFaults.Of(failure)));
        Assert.All(Enum.GetValues<CalendarFault>(), fault => Assert.NotEmpty(FeedFaults.Of(fault)));
    }

    [Theory]
    [InlineData("3600", 3600)]
    [InlineData("999999999", 86_400)]
    [InlineData("Wed, 01 May 2030 13:00:00 GMT", 3600)]
    [InlineData("1.5", 0)]
    [InlineData("soon", 0)]
    public async Task Retry_after_is_obeyed_up_to_a_day(string text, int seconds) =>
        Assert.Equal(Duration.FromSeconds(seconds), (await FetchAsync(Status(429, ("Retry-After", text)))).Wait);

    [Theory]
    [InlineData("REFRESH-INTERVAL;VALUE=DURATION:PT12H", 12)]
    [InlineData("X-PUBLISHED-TTL:PT1H", 1)]
    [InlineData("X-PUBLISHED-TTL:P7D", 24)]
    [InlineData("X-PUBLISHED-TTL:often", 0)]
    public async Task Feeds_own_interval_is_obeyed_up_to_a_day(string line, int hours) =>
        Assert.Equal(Duration.FromHours(hours), (await FetchAsync(File(CalendarFile.Of(line)))).Wait);

    [Theory]
    [InlineData("a\u0001b")]
    [InlineData("ü")]
    public async Task Tag_that_cannot_be_sent_back_is_not_kept(string tag) =>
        Assert.Null((await FetchAsync(File(Noon, ("ETag", tag)))).Reading.Tag);

    private static string[] TimesOf(FeedReading reading) => CalendarFile.TimesOf(new CalendarReading(BusyTimes.Parse(reading.Busy!), null));

    private Task<(FeedReading Reading, Duration Wait)> FetchAsync(OutboundResult answer, FeedReading? last = null, Instant? now = null)
    {
        _feeds.Answers[Url] = _ => answer;
        return new FeedFetcher(_feeds, new IcsBusyTimes()).FetchAsync(
            Address, last ?? new FeedReading(Now), DateTimeZone.Utc, _ => false, now ?? Now, CancellationToken.None);
    }
}
