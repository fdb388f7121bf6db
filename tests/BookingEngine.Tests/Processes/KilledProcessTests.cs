using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>Acknowledged data survives any end of the process. Kills under load are in <see cref="Crashes.KillTests"/>.</summary>
public sealed class KilledProcessTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();

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
