using System.Text;
using BookingEngine.Commands;
using BookingEngine.Functions.Http.Answers;
using BookingEngine.Functions.Http.Idempotency;
using BookingEngine.Functions.Http.Requests;
using BookingEngine.Idempotency;
using BookingEngine.Infrastructure.Security;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.InMemory;
using BookingEngine.Users;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using NodaTime;

namespace BookingEngine.Tests.Idempotency;

/// <summary>Cases of the idempotency gate that no route has today.</summary>
public sealed class IdempotencyGateTests
{
    private static readonly UserId User = new(Guid.Parse("0197a1b2-0000-7000-8000-000000000001"));
    private static readonly byte[] StoredLookupKey = [.. Enumerable.Range(0, 32).Select(i => (byte)i)];

    private const string StoredBody = """{"b":2,"a":"ä"}""";

    // A record as stored by deployments: its key, fingerprint and answer must stay readable.
    private static readonly IdempotencyRecord StoredRecord = new(
        "fe8231a708b8fdc60eea46eb42d28ce848b431f8602fb468fba6a61d2c1b1dbe",
        "2:b2a158d31c5cabf39a51b7370df91a9e1eb34fc00adeae54407b99da48fe9921",
        Guid.Parse("01a22207-b9c6-7748-838d-b13aa60264d3"), Guid.Parse("01a22207-b9c6-7748-838d-b13aa60264d3"),
        Instant.FromDateTimeOffset(RunningApi.Start), Instant.FromDateTimeOffset(RunningApi.Start) + Duration.FromSeconds(30),
        "OcuEqj/Ec21hbIWhmMzPQc+6drbPOUa1j0ybzsHVVYFiPbMbzPffhCt1Sss6A2LdcnpvsK240/KtlebFF6xFaJXcyqrsC9Hljx9jdDZBRifsfUBeROvzjNb6"
        + "3DN1i7UsiCro2+1XPomyH8XxiYHLaLFc+gof4A0djY1jvJji9PTfKNg3f/RuxVRr0mJqbcf6/IxdBwYWHl1y1l04MgIcgRzx/+IYjVrH2ZgNw+Ty/g==");

    private readonly Dictionary<string, IdempotencyRecord> _records = [];
    private readonly FakeTimeProvider _time = new(RunningApi.Start);
    private readonly LookupKey _lookup;
    private readonly IdempotencyGate _gate;

    public IdempotencyGateTests()
    {
        var random = new SystemRandomBytes();
        _lookup = new LookupKey(new InMemoryPersonKeys(new() { ["lookup"] = StoredLookupKey }, Steps.Locked()), random);
        var records = new InMemoryIdempotencyRecords(_records, Steps.Locked());
        _gate = new IdempotencyGate(new IdempotentRequests(records, _lookup, random), _time, NullLogger<IdempotencyGate>.Instance);
    }

    [Fact]
    public async Task A_replay_repeats_Location_and_ETag_but_no_momentary_headers()
    {
        var first = await SendAsync(call =>
        {
            call.Request.HttpContext.Response.Headers.ETag = "\"1\"";
            call.Request.HttpContext.Response.Headers["RateLimit"] = "the first's";
            return Results.Created("/things/1", "made");
        });
        var again = await SendAsync(_ => throw new InvalidOperationException("It was carried out twice."));

        Assert.Equal(("201", "\"made\"", "/things/1", "\"1\"", ""), Shown(first));
        Assert.Equal(("201", "\"made\"", "/things/1", "\"1\"", "true"), Shown(again));
        Assert.Equal("", again.Headers["RateLimit"].ToString());
    }

    [Fact]
    public async Task An_answer_too_long_to_store_makes_the_retry_another_attempt()
    {
        var text = new string('x', (512 * 1024) + 1);
        var first = await SendAsync(_ => Results.Text(text));
        Assert.Equal((200, text.Length), (first.StatusCode, BodyOf(first).Length));
        var attempt = await AttemptAsync();
        Assert.False(attempt.Attempt!.IsFirst);
        Assert.Equal(_records.Values.Single().CommitId, attempt.CommitId.Value);
    }

    [Fact]
    public async Task An_exception_ends_the_lease_and_the_retry_is_another_attempt()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(_ => throw new InvalidOperationException("A bug.")));
        Assert.False((await AttemptAsync()).Attempt!.IsFirst);
    }

    [Fact]
    public async Task A_refusal_that_is_not_remembered_deletes_only_a_first_attempt()
    {
        await SendAsync(_ => Problems.NotFound);
        Assert.Empty(_records);
        await Assert.ThrowsAsync<InvalidOperationException>(() => SendAsync(_ => throw new InvalidOperationException("A bug.")));
        await SendAsync(_ => Problems.NotFound);
        Assert.False((await AttemptAsync()).Attempt!.IsFirst);
    }

    [Fact]
    public async Task A_command_runs_at_its_attempts_time_until_before_the_lease_ends()
    {
        var now = Instant.FromDateTimeOffset(RunningApi.Start);
        var context = await AttemptAsync();
        Assert.Equal(new CommandAttempt(IsFirst: true, now, now + Duration.FromSeconds(20)), context.Attempt);
        Assert.Equal(now, context.Now); // although the request began a minute earlier
    }

    // Versions before canonical JSON stored the hash of the bytes without a prefix.
    [Fact]
    public async Task A_record_of_an_earlier_version_is_compared_by_its_bytes()
    {
        await SendAsync(_ => Results.Created("/things/1", "made"), """{"a":1,"b":2}""");
        var (key, record) = _records.Single();
        var bytes = Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("""{"a":1,"b":2}"""u8));
        _records[key] = record with { Fingerprint = await _lookup.HashAsync($"idempotent request  {bytes}", CancellationToken.None) };

        Assert.Equal("true", (await SendAsync(_ => Results.Ok(), """{"a":1,"b":2}""")).Headers["Idempotent-Replayed"].ToString());
        Assert.Equal(422, (await SendAsync(_ => Results.Ok(), """{"b":2,"a":1}""")).StatusCode);
    }

    [Fact]
    public async Task A_stored_record_is_replayed()
    {
        _records[StoredRecord.Key] = StoredRecord;

        var answer = await SendAsync(_ => throw new InvalidOperationException("It was carried out twice."), StoredBody);
        Assert.Equal(("201", "\"made\"", "/things/1", "\"1\"", "true"), Shown(answer));
        Assert.Equal(422, (await SendAsync(_ => Results.Ok(), "{}")).StatusCode);
    }

    private async Task<CommandContext> AttemptAsync()
    {
        CommandContext? context = null;
        await SendAsync(call =>
        {
            context = call.Command;
            return Results.Ok();
        });
        return context!;
    }

    private async Task<HttpResponse> SendAsync(Func<ApiCall, IResult> answer, string body = "")
    {
        var http = new DefaultHttpContext { RequestServices = new NoServices() };
        http.Response.Body = new MemoryStream();
        http.Request.Headers["Idempotency-Key"] = "key";
        var bytes = Encoding.UTF8.GetBytes(body);
        http.Request.Body = new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
        var began = Instant.FromDateTimeOffset(_time.GetUtcNow()) - Duration.FromMinutes(1);
        var call = new ApiCall(http.Request, new Caller(User, default, Role.Customer), began, Guid.CreateVersion7(), "test", CancellationToken.None);
        var result = await _gate.RunAsync("Make", call, admitted => Task.FromResult(answer(admitted)));
        await result.ExecuteAsync(http);
        await http.Response.BodyWriter.FlushAsync();
        return http.Response;
    }

    private static (string, string, string, string, string) Shown(HttpResponse response) => (
        $"{response.StatusCode}", BodyOf(response), response.Headers.Location.ToString(), response.Headers.ETag.ToString(),
        response.Headers["Idempotent-Replayed"].ToString());

    private static string BodyOf(HttpResponse response) => Encoding.UTF8.GetString(((MemoryStream)response.Body).ToArray());

    private sealed class NoServices : IServiceProvider
    {
        public object? GetService(Type serviceType) =>
            serviceType == typeof(Microsoft.Extensions.Logging.ILoggerFactory) ? NullLoggerFactory.Instance : null;
    }
}
