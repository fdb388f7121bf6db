using System.Collections.Concurrent;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>Acknowledged data survives any end of the process. <c>KILLS</c> sets how often the process is killed under load.</summary>
public sealed class KilledProcessTests : IDisposable
{
    /// <summary>So many that most bookings share their durable write with others.</summary>
    private const int Connections = 16;

    private static readonly int Kills = TestVariable.Whole("KILLS", 5);
    private readonly ProgramFixture _fixture = new();
    private readonly ConcurrentBag<string> _acknowledged = [];
    private int _lastSlot;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task A_booking_survives_a_kill_and_a_restart()
    {
        var program = await _fixture.ServeAsync(_fixture.Known);
        var token = await NewTokenAsync(program);
        var booked = await BookAsync(program, token, "2037-01-01T00:00:00Z");

        await program.KillAsync();
        program = await _fixture.ServeAsync(_fixture.Known);

        Assert.Equal($$"""{"bookings":[{{booked.Text}}]}""", (await ListAsync(program, token)).Text);
        Assert.Equal(409, (await BookAsync(program, token, "2037-01-01T00:00:00Z")).Status);
        Assert.Equal(400, (await RegisterAsync(program)).Status);
    }

    [Fact]
    public async Task Kills_under_load_lose_and_duplicate_nothing_acknowledged()
    {
        string? token = null;
        for (var kill = 1; kill <= Kills; kill++)
        {
            var program = await _fixture.ServeAsync(_fixture.Known);
            token ??= await NewTokenAsync(program);
            await LoadUntilKilledAsync(program, token, acknowledgements: 10 + (kill * 7));
        }

        var last = await _fixture.ServeAsync(_fixture.Known);
        var listed = (await ListAsync(last, token!)).SlotsOf();
        Assert.Empty(_acknowledged.Except(listed));
        Assert.Equal(listed.Distinct().Order(StringComparer.Ordinal), listed);
        Assert.Empty(listed.Except(Enumerable.Range(1, _lastSlot).Select(People.SlotAt)));
        Assert.InRange(listed.Length - _acknowledged.Count, 0, Kills * Connections);
        await last.KillAsync();
        await AssertNothingDiffersAsync(bookings: listed.Length);
    }

    [Fact]
    public async Task A_rebuild_next_to_the_running_process_changes_nothing()
    {
        var program = await _fixture.ServeAsync(_fixture.Known);
        var token = await NewTokenAsync(program);
        for (var n = 1; n <= 20; n++)
        {
            Assert.Equal(201, (await BookAsync(program, token, People.SlotAt(n))).Status);
        }

        var before = (await ListAsync(program, token)).Text;
        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "rebuild");

        Assert.StartsWith("rebuild: 2 streams, 21 events, 21 documents in ", output[^1], StringComparison.Ordinal);
        Assert.Equal((0, 0), (code, errors.Length));
        Assert.Equal(before, (await ListAsync(program, token)).Text);
        Assert.Equal(201, (await BookAsync(program, token, People.SlotAt(21))).Status);
        await AssertNothingDiffersAsync(bookings: 21);
    }

    // The client with the last acknowledgement kills the process at once, so a booking that was answered before its write is lost.
    private async Task LoadUntilKilledAsync(RunningProgram program, string token, int acknowledgements)
    {
        var left = acknowledgements;
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(_ => Task.Run(async () =>
        {
            while (await TryBookNextAsync(program, token))
            {
                if (Interlocked.Decrement(ref left) == 0)
                {
                    program.Kill();
                }
            }
        })));
        await program.EndsAsync();
    }

    // False when the process no longer answers. The result of that request is unknown.
    private async Task<bool> TryBookNextAsync(RunningProgram program, string token)
    {
        var slot = People.SlotAt(Interlocked.Increment(ref _lastSlot));
        try
        {
            Assert.Equal((slot, 201), (slot, (await BookAsync(program, token, slot)).Status));
            _acknowledged.Add(slot);
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or IOException or System.Net.Sockets.SocketException)
        {
            return false;
        }
    }

    // One stream and one document belong to the customer.
    private async Task AssertNothingDiffersAsync(int bookings)
    {
        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "check");

        Assert.Matches($"^check: 2 streams, {bookings + 1} events, {bookings + 1} documents in [0-9.]+ s, 0 documents differ$", output[^1]);
        Assert.Equal((0, 0), (code, errors.Length));
    }

    private static async Task<string> NewTokenAsync(RunningProgram program)
    {
        Assert.Equal(201, (await RegisterAsync(program)).Status);
        var form = Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password));
        return (await program.SendAsync(form)).Member("access_token");
    }

    private static Task<Answer> RegisterAsync(RunningProgram program) => program.SendAsync(Call.PostJson(
        "/auth/register", $$"""{"email":"ada@example.com","password":"{{People.Password}}","full_name":"Ada"}"""));

    private static Task<Answer> BookAsync(RunningProgram program, string token, string slot) =>
        program.SendAsync(Call.Post($"/bookings?slot={slot}") with { Token = token });

    private static Task<Answer> ListAsync(RunningProgram program, string token) => program.SendAsync(Call.Get("/bookings") with { Token = token });
}
