using System.Text;
using BookingEngine.Tests.Bookings;
using BookingEngine.Tests.Contract;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Http.Requests;
using BookingEngine.Tests.Idempotency;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Repeated requests with the same <c>Idempotency-Key</c>.</summary>
public sealed class IdempotencyTests(RunningApi api) : IClassFixture<RunningApi>
{
    [Fact]
    public async Task Case_29_the_same_request_gets_the_same_booking()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), IdempotentCalls.NewKey());
        var before = await api.EventsAsync("calendar-default");

        var first = await api.BookAsync(person, slot, key);
        var again = await api.BookAsync(person, slot, key);

        Assert.Equal(201, first.Status);
        again.AssertReplayOf(first);
        Assert.Equal(before.Length + 1, (await api.EventsAsync("calendar-default")).Length);
        Assert.Equal($$"""{"bookings":[{{first.Text}}]}""", (await api.ListAsync(person)).Text);
    }

    [Fact]
    public async Task Case_29_another_body_or_query_is_refused_and_books_nothing()
    {
        var (person, key) = (await api.NewPersonAsync(), IdempotentCalls.NewKey());
        var first = await api.BookAsync(person, People.NewSlot(), key);

        (await api.BookAsync(person, People.NewSlot(), key)).AssertReused();
        var inQuery = Call.Post($"/bookings?slot={People.NewSlot()}") with { Token = person.Token, Headers = [("Idempotency-Key", key)] };
        (await api.SendAsync(inQuery)).AssertReused();

        Assert.Equal([first.Member("slot")], (await api.ListAsync(person)).SlotsOf());
    }

    [Fact]
    public async Task The_same_value_in_other_json_is_the_same_request()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), IdempotentCalls.NewKey());
        var first = await api.SendAsync(IdempotentCalls.Of(person.Token, key, $$"""{"slot":"{{slot}}","quantity":1}"""));
        var again = await api.SendAsync(IdempotentCalls.Of(person.Token, key, $$"""{ "quantity": 1.0, "sl\u006ft": "{{slot}}" }"""));

        Assert.Equal(201, first.Status);
        again.AssertReplayOf(first);
        (await api.SendAsync(IdempotentCalls.Of(person.Token, key, $$"""{"slot":"{{slot}}"}"""))).AssertReused();
    }

    [Fact]
    public async Task The_slot_in_the_query_is_part_of_the_request()
    {
        var (person, key) = (await api.NewPersonAsync(), IdempotentCalls.NewKey());
        var call = Call.Post($"/bookings?slot={People.NewSlot()}") with { Token = person.Token, Headers = [("Idempotency-Key", key)] };
        var first = await api.SendAsync(call);
        Assert.Equal(201, first.Status);
        (await api.SendAsync(call)).AssertReplayOf(first);
    }

    [Fact]
    public async Task A_key_belongs_to_its_caller()
    {
        var (ada, bob, key) = (await api.NewPersonAsync(), await api.NewPersonAsync(), IdempotentCalls.NewKey());
        var (ofAda, ofBob) = (await api.BookAsync(ada, People.NewSlot(), key), await api.BookAsync(bob, People.NewSlot(), key));
        Assert.Equal((201, 201, null), (ofAda.Status, ofBob.Status, ofBob.Header("Idempotent-Replayed")));
        Assert.Equal([ofBob.Member("slot")], (await api.ListAsync(bob)).SlotsOf());
    }

    [Fact]
    public async Task Without_a_key_or_with_another_it_is_a_new_request()
    {
        var (person, slot) = (await api.NewPersonAsync(), People.NewSlot());
        Assert.Equal(201, (await api.BookAsync(person, slot, IdempotentCalls.NewKey())).Status);
        (await api.BookAsync(person, slot, IdempotentCalls.NewKey())).AssertProblem(409, "slot_unavailable", "The slot is taken. Choose another time.");
        (await api.BookAsync(person, slot)).AssertProblem(409, "slot_unavailable", "The slot is taken. Choose another time.");
    }

    [Theory]
    [InlineData("2030-04-30T12:00:00Z", 422, "slot_in_past")]
    [InlineData("2031-12-31T23:30:00Z", 409, "slot_unavailable")]
    public async Task A_refusal_by_a_rule_is_remembered(string slot, int status, string code)
    {
        var (person, key) = (await api.NewPersonAsync(), IdempotentCalls.NewKey());
        await api.BookAsync(person, slot);

        var first = await api.BookAsync(person, slot, key);

        Assert.Equal((status, code), (first.Status, first.Member("code")));
        (await api.BookAsync(person, slot, key)).AssertReplayOf(first);
    }

    [Theory]
    [InlineData("{", "application/json", 400, "malformed_json")]
    [InlineData("{}", "application/json", 422, "invalid_fields")]
    [InlineData("""{"slot":"tomorrow"}""", "application/json", 422, "invalid_fields")]
    [InlineData("slot=2031-01-01T00:00:00Z", "text/plain", 415, "unsupported_media_type")]
    public async Task An_invalid_request_can_be_corrected_and_sent_with_the_same_key(string body, string mediaType, int status, string code)
    {
        var (person, key) = (await api.NewPersonAsync(), IdempotentCalls.NewKey());
        var wrong = Call.PostBytes("/bookings", Encoding.UTF8.GetBytes(body), mediaType) with { Token = person.Token, Headers = [("Idempotency-Key", key)] };

        var refused = await api.SendAsync(wrong);

        Assert.Equal((status, code, null), (refused.Status, refused.Member("code"), refused.Header("Idempotent-Replayed")));
        Assert.Equal(201, (await api.BookAsync(person, People.NewSlot(), key)).Status);
    }

    [Fact]
    public async Task A_forbidden_or_oversized_request_uses_no_key()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), IdempotentCalls.NewKey());
        var tooLarge = IdempotentCalls.Of(person.Token, key, $$"""{"slot":"{{new string('x', 1_000_000)}}"}""");
        Assert.Equal(403, (await api.SendAsync(IdempotentCalls.Book(person.Token, slot, key) with { Key = "wrong" })).Status);
        Assert.Equal(401, (await api.SendAsync(IdempotentCalls.Book("wrong", slot, key))).Status);
        Assert.Equal(413, (await api.SendAsync(tooLarge)).Status);
        var booked = await api.BookAsync(person, slot, key);
        Assert.Equal((201, null), (booked.Status, booked.Header("Idempotent-Replayed")));
    }

    [Theory]
    [InlineData("Idempotency-Key: \r\n")]
    [InlineData("Idempotency-Key: one\r\nIdempotency-Key: two\r\n")]
    [InlineData("Idempotency-Key: a\tb\r\n")]
    [InlineData("Idempotency-Key: k\u00c3\u00a9y\r\n")]
    [InlineData(null)]
    public async Task A_malformed_key_is_refused_and_nothing_is_booked(string? header)
    {
        var person = await api.NewPersonAsync();
        header ??= $"Idempotency-Key: {new string('k', 256)}\r\n";
        var answer = await RawExchange.SendAsync(
            api.Address,
            $"POST /bookings?slot={People.NewSlot()} HTTP/1.1\r\nx-api-key: {RunningApi.Key}\r\nAuthorization: Bearer {person.Token}\r\n{header}Content-Length: 0\r\n");
        answer.AssertInvalidFields(("Idempotency-Key", "must be given once, as 1 to 255 printable ASCII characters"));
        Assert.Empty((await api.ListAsync(person)).SlotsOf());
    }

    [Fact]
    public async Task The_longest_key_is_accepted()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), new string('~', 255));
        var first = await api.BookAsync(person, slot, key);
        Assert.Equal(201, first.Status);
        (await api.BookAsync(person, slot, key)).AssertReplayOf(first);
    }

    [Fact]
    public async Task Of_50_concurrent_requests_one_books_and_later_ones_replay()
    {
        var (person, slot, key) = (await api.NewPersonAsync(), People.NewSlot(), IdempotentCalls.NewKey());
        var before = await api.EventsAsync("calendar-default");

        var answers = await RaceTests.AtOnceAsync(50, _ => api.BookAsync(person, slot, key));

        var first = Assert.Single(answers, a => a.Status == 201 && a.Header("Idempotent-Replayed") is null);
        Assert.All(answers.Where(a => a != first && a.Status == 201), a => a.AssertReplayOf(first));
        Assert.All(answers.Where(a => a.Status != 201), a => a.AssertInUse());
        Assert.All(await RaceTests.AtOnceAsync(50, _ => api.BookAsync(person, slot, key)), a => a.AssertReplayOf(first));
        Assert.Equal(before.Length + 1, (await api.EventsAsync("calendar-default")).Length);
    }

    [Fact]
    public async Task A_replay_counts_toward_the_limit_and_a_429_is_not_remembered()
    {
        await using var limited = await ConfiguredApi.StartAsync(("RATE_LIMIT_BOOK", "2/minute"));
        await limited.RegisterAsync("ada@example.com");
        var token = (await limited.SignInAsync("ada@example.com", People.Password)).Member("access_token");

        var first = await limited.SendAsync(IdempotentCalls.Book(token, "2031-01-01T00:00:00Z", "a"));
        (await limited.SendAsync(IdempotentCalls.Book(token, "2031-01-01T00:00:00Z", "a"))).AssertReplayOf(first);
        Assert.Equal(429, (await limited.SendAsync(IdempotentCalls.Book(token, "2031-01-01T00:30:00Z", "b"))).Status);
        limited.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(201, (await limited.SendAsync(IdempotentCalls.Book(token, "2031-01-01T00:30:00Z", "b"))).Status);
    }
}
