using BookingEngine.EventSourcing;
using BookingEngine.Functions.Pipeline;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Events;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.LocalHost.Hosting;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Idempotency;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Requests with an <c>Idempotency-Key</c> and a failure, a crash or a delay. Each test has its own API.</summary>
public sealed class IdempotencyFaultTests : IAsyncLifetime, IDisposable
{
    private const string Slot = "2031-01-01T00:00:00Z", OtherSlot = "2031-01-01T00:30:00Z", Key = "a key of mine";
    private readonly FaultyPorts _ports = new();
    private readonly RunningApi _api;
    private Person _person = null!;

    public IdempotencyFaultTests() => _api = new RunningApi
    {
        HasTimer = false,
        Replacing = services => services
            .AddSingleton<IEventStore>(s => _ports.On(s.GetRequiredService<SqliteEventStore>()))
            .AddSingleton<IIdempotencyRecords>(s => _ports.On(new SqliteIdempotencyRecords(s.GetRequiredService<SqliteStore>()))),
    };

    public async Task InitializeAsync()
    {
        await _api.InitializeAsync();
        _person = await _api.NewPersonAsync();
    }

    public Task DisposeAsync() => _api.DisposeAsync();

    public void Dispose() => _api.Dispose();

    [Fact]
    public async Task Case_29_a_503_is_not_remembered_and_the_retry_books()
    {
        _ports.BeforeAppend = FaultyPorts.Unavailable;
        Assert.Equal(503, (await BookAsync(Slot)).Status);
        _ports.BeforeAppend = null;
        (await BookAsync(OtherSlot)).AssertReused(); // the first attempt may still succeed
        await AssertBookedOnceAsync(await BookAsync(Slot));
    }

    [Fact]
    public async Task A_retry_after_a_503_gets_the_booking_that_was_saved()
    {
        _ports.AfterAppend = FaultyPorts.Unavailable;
        Assert.Equal(503, (await BookAsync(Slot)).Status);
        _ports.AfterAppend = null;
        _api.Clock.Advance(TimeSpan.FromMinutes(1));
        await AssertBookedOnceAsync(await BookAsync(Slot), RunningApi.Start);
    }

    // A crash leaves the same state: a running record and the booking.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task After_a_crash_before_the_answer_a_retry_gets_the_first_answer(bool othersBookMeanwhile)
    {
        _ports.BeforeAnswer = FaultyPorts.Unavailable;
        var first = await BookAsync(Slot);
        _ports.BeforeAnswer = null;
        if (othersBookMeanwhile)
        {
            Assert.Equal(201, (await _api.BookAsync(_person, OtherSlot)).Status);
        }

        _api.Clock.Advance(TimeSpan.FromSeconds(28));
        (await BookAsync(Slot)).AssertInUse("2");
        _api.Clock.Advance(TimeSpan.FromSeconds(2));
        var second = await BookAsync(Slot);
        Assert.Equal((201, first.Text), (second.Status, second.Text));
        (await BookAsync(Slot)).AssertReplayOf(second);
        Assert.Single((await _api.ListAsync(_person)).SlotsOf(), Slot);
    }

    [Fact]
    public async Task Two_attempts_around_a_takeover_get_the_same_booking()
    {
        _ports.BeforeAnswer = _ports.Pause;
        var slow = BookAsync(Slot);
        await _ports.Paused;
        _ports.BeforeAnswer = null;
        _api.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await BookAsync(Slot);
        _ports.Resume();
        var first = await slow;
        Assert.Equal((201, first.Text), (first.Status, second.Text));
        await AssertBookedOnceAsync(second, RunningApi.Start);
    }

    [Fact]
    public async Task A_retry_gets_its_booking_even_after_the_slot_passed()
    {
        _ports.BeforeAnswer = FaultyPorts.Unavailable;
        var first = await BookAsync("2030-05-01T12:30:00Z");
        _ports.BeforeAnswer = null;
        _api.Clock.Advance(TimeSpan.FromMinutes(45));
        var second = await BookAsync("2030-05-01T12:30:00Z");
        Assert.Equal((201, first.Text), (second.Status, second.Text));
    }

    [Fact]
    public async Task A_late_refusal_does_not_replace_the_answer()
    {
        Assert.Equal(201, (await _api.BookAsync(_person, Slot)).Status);
        _ports.BeforeAnswer = _ports.Pause;
        var slow = BookAsync(Slot);
        await _ports.Paused;
        _ports.BeforeAnswer = null;
        _api.Clock.Advance(TimeSpan.FromSeconds(30));
        var second = await BookAsync(Slot);
        _ports.Resume();
        (await slow).AssertInUse();
        (await BookAsync(Slot)).AssertReplayOf(second);
    }

    [Fact]
    public async Task After_a_day_a_key_is_new_and_its_record_deleted()
    {
        Assert.Equal(201, (await BookAsync(Slot)).Status);
        _api.Clock.Advance(TimeSpan.FromHours(24));
        var token = (await _api.SignInAsync(_person.Email)).Member("access_token");
        _person = _person with { Token = token };
        (await BookAsync(Slot)).AssertProblem(409, "slot_unavailable", "The slot is taken. Choose another time.");
        (await BookAsync(OtherSlot)).AssertReused();

        _api.Clock.Advance(TimeSpan.FromHours(24).Add(TimeSpan.FromTicks(1)));
        await ActivatorUtilities.CreateInstance<SweepFunction>(_api.Services).RunAsync(new TimerInfo(), new LocalInvocation("test", CancellationToken.None));
        Assert.Equal(0, await _api.Services.GetRequiredService<IIdempotencyRecords>().PurgeAsync(NodaTime.Instant.MaxValue));
    }

    [Fact]
    public async Task No_request_or_answer_is_stored_in_plain_text()
    {
        var answer = await BookAsync(Slot);
        var record = _ports.Saved.Single(r => r.Answer is not null);
        foreach (var text in new[] { Key, Slot, _person.Id.ToString(), answer.Member("id"), "confirmed" })
        {
            Assert.DoesNotContain(text, $"{record.Key} {record.Fingerprint} {record.Answer}", StringComparison.Ordinal);
        }
    }

    private Task<Answer> BookAsync(string slot) => _api.BookAsync(_person, slot, Key);

    private async Task AssertBookedOnceAsync(Answer answer, DateTimeOffset? at = null)
    {
        Assert.Equal(201, answer.Status);
        Assert.Equal($$"""{"bookings":[{{answer.Text}}]}""", (await _api.ListAsync(_person)).Text);
        Assert.Single(await _api.EventsAsync("calendar-default"));
        Assert.Equal(at ?? RunningApi.Start, DateTimeOffset.Parse(answer.Member("created_at"), System.Globalization.CultureInfo.InvariantCulture));
    }
}
