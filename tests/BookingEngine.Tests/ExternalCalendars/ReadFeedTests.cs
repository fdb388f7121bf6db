using BookingEngine.Calendars;
using BookingEngine.Calendars.Events;
using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;
using BookingEngine.ExternalCalendars;
using BookingEngine.ExternalCalendars.Change;
using BookingEngine.ExternalCalendars.Fetch;
using BookingEngine.Outbound;
using BookingEngine.Privacy;
using BookingEngine.Queues;
using BookingEngine.Tests.Simulation;
using BookingEngine.Users;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using static BookingEngine.Tests.ExternalCalendars.FakeFeeds;

namespace BookingEngine.Tests.ExternalCalendars;

/// <summary>The chain of messages on which a feed is read: it does not end, and there is never more than one.</summary>
public sealed class ReadFeedTests
{
    private const string Url = "https://calendar.example/a.ics";
    private static readonly UserId Ada = new(Guid.Parse("01900000-0000-7000-8000-00000000000a"));
    private static readonly FeedId Feed = new(Guid.Parse("01900000-0000-7000-8000-0000000000f1"));

    private readonly World _world = new(new Random(1), PlantedBug.None);
    private readonly FakeFeeds _feeds = new();
    private readonly Node _node;

    public ReadFeedTests()
    {
        _node = new Node(_world, (_, _) => Task.CompletedTask, services => services.AddSingleton<IOutboundHttp>(_feeds));
        _feeds.Answers[Url] = _ => FakeFeeds.FileOf(Busy("20300102T100000Z", "20300102T110000Z"));
    }

    [Fact]
    public async Task Each_message_sends_the_next_one_hidden_for_a_quarter_of_an_hour()
    {
        await AddAsync();
        await HandleAsync(armed: 0);

        var state = State!;
        Assert.Equal((1, 1, null), (state.Armed, _feeds.Requests.Count, state.Reading.Fault));
        Assert.InRange(state.DueAt - Now, Duration.FromSeconds(810), Duration.FromSeconds(990));
        Assert.Equal([new FeedMessage(Feed, 1).ToText()], Messages());

        await HandleAsync(armed: 1);
        Assert.Single(_feeds.Requests); // too early: sent again, until it is due
        Assert.Equal(2, State!.Armed + Messages().Length);
    }

    [Fact]
    public async Task Busy_times_that_change_lead_to_a_look_where_somebody_waits()
    {
        await AddAsync();
        await HandleAsync(armed: 0);
        Assert.Empty(Looks());

        await _node.Get<CommandExecutor>().ExecuteAsync<Calendar>(
            Calendar.StreamOf(DefaultCatalogue.Resource), new CommandContext(new CommitId(Guid.CreateVersion7()), Now, null, "test"),
            _ => Decision.Of(new WaitlistOpened(DefaultCatalogue.Service, 1)), CancellationToken.None);
        await ReadAgainAsync();
        Assert.Empty(Looks());

        _feeds.Answers[Url] = _ => FakeFeeds.FileOf(Busy("20300102T103000Z", "20300102T110000Z"));
        await ReadAgainAsync();
        Assert.Equal([$"{Calendar.StreamOf(DefaultCatalogue.Resource)}"], Looks());
    }

    [Fact]
    public async Task Repeated_message_reads_nothing_again()
    {
        await AddAsync();
        await HandleAsync(armed: 0);
        await HandleAsync(armed: 0);

        Assert.Single(_feeds.Requests);
        Assert.Single(Messages());
    }

    [Fact]
    public async Task Lost_message_is_sent_again_by_the_sweep_and_by_who_reads_busy_times()
    {
        await AddAsync();
        await _node.Get<FeedSweep>().RunAsync(CancellationToken.None);
        Assert.Empty(Messages());

        _world.Feeds[Feed] = State! with { DueAt = Now - FeedSchedule.Grace - Duration.FromSeconds(1) };
        await _node.Get<FeedSweep>().RunAsync(CancellationToken.None);
        Assert.Equal([new FeedMessage(Feed, 1).ToText()], Messages());

        _world.Feeds[Feed] = State! with { DueAt = Now - FeedSchedule.Grace - Duration.FromSeconds(1) };
        await _node.Get<CalendarReader>().FindNewestAsync(DefaultCatalogue.Resource, CancellationToken.None);
        Assert.Equal([new FeedMessage(Feed, 1).ToText(), new FeedMessage(Feed, 2).ToText()], Messages());
    }

    [Fact]
    public async Task Feed_without_a_resource_is_removed_with_its_key_after_an_hour()
    {
        await AddAsync(listed: false);
        await HandleAsync(armed: 0);
        Assert.NotNull(State);

        _world.Feeds[Feed] = State! with { DueAt = Now, Reading = new FeedReading(Now - Duration.FromMinutes(61)) };
        await HandleAsync(armed: 1);

        Assert.Null(State);
        Assert.Empty(_feeds.Requests);
        Assert.True(await _node.Get<PersonalData>().IsErasedAsync(Feed.Matter, CancellationToken.None));
    }

    [Fact]
    public async Task Erased_person_leaves_no_calendar_and_no_key()
    {
        await AddAsync();

        await _node.Get<ErasedCalendars>().RemoveAsync(Ada, "test", CancellationToken.None);

        Assert.Null(State);
        var calendar = await _node.Get<CalendarReader>().FindNewestAsync(DefaultCatalogue.Resource, CancellationToken.None);
        Assert.Equal((2, 0), (calendar!.State.ExternalCalendars.Version, calendar.State.ExternalCalendars.Calendars.Length));
        Assert.True(await _node.Get<PersonalData>().IsErasedAsync(Feed.Matter, CancellationToken.None));
        Assert.Null(await _node.Get<FeedSecrets>().EncryptAsync(Ada, Feed, new FeedSecret(Url, null), CancellationToken.None));
    }

    [Fact]
    public async Task Address_that_is_no_longer_allowed_is_not_asked()
    {
        await AddAsync(url: "https://booking.example.com/a.ics");
        await HandleAsync(armed: 0);

        Assert.Equal(("address_refused", 0), (State!.Reading.Fault, _feeds.Requests.Count));
    }

    [Theory]
    [InlineData("")]
    [InlineData("01900000-0000-7000-8000-0000000000f1")]
    [InlineData("01900000-0000-7000-8000-0000000000f1 a")]
    public void Damaged_message_is_refused(string text) => Assert.Throws<FormatException>(() => FeedMessage.Parse(text));

    private static Instant Now => Instant.FromUtc(2030, 1, 1, 0, 0);

    private FeedState? State => _world.Feeds.GetValueOrDefault(Feed);

    private string[] Messages() => [.. _world.Messages.Distinct().Where(message => message.Queue == QueueNames.ExternalCalendars).Select(message => message.Text)];

    private string[] Looks() => [.. _world.Messages.Distinct().Where(message => message.Queue == QueueNames.Waitlist).Select(message => message.Text)];

    private Task ReadAgainAsync()
    {
        _world.Feeds[Feed] = State! with { DueAt = Now };
        return HandleAsync(State!.Armed);
    }

    private Task HandleAsync(int armed) => _node.Get<ReadFeedHandler>().HandleAsync(new FeedMessage(Feed, armed).ToText(), CancellationToken.None);

    private async Task AddAsync(bool listed = true, string url = Url)
    {
        await _node.Get<PersonalData>().NewKeyAsync(Ada.ToString());
        var secret = await _node.Get<FeedSecrets>().EncryptAsync(Ada, Feed, new FeedSecret(url, "Private"), CancellationToken.None);
        _world.Feeds[Feed] = new FeedState(Feed, DefaultCatalogue.Resource, Ada, 1, Now, null, new FeedReading(Now));
        if (listed)
        {
            await _node.Get<CommandExecutor>().ExecuteAsync<Calendar>(
                Calendar.StreamOf(DefaultCatalogue.Resource), new CommandContext(new CommitId(Guid.CreateVersion7()), Now, $"{Ada}", "test"),
                _ => Decision.Of(new ExternalCalendarsChanged([new ExternalCalendar(new ExternalCalendarId(Feed.Value), Feed, secret!.Value, Ada)])), CancellationToken.None);
        }
    }
}
