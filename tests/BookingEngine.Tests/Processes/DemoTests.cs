using System.Globalization;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program with the demo tenant, as a new user sees it.</summary>
public sealed class DemoTests(DemoProgram demo) : IClassFixture<DemoProgram>, IDisposable
{
    private readonly ProgramFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Each_printed_user_signs_in_and_sees_what_the_role_allows()
    {
        var program = demo.Program;
        var (admin, lena, grace, mia) = (
            await SignInAsync(program, "admin", "admin"), await SignInAsync(program, "staff", "lena"), await SignInAsync(program, "staff", "grace"),
            await SignInAsync(program, "customer", "mia"));

        Assert.Equal("200 403 403 403", await StatusesAsync(program, "/users", admin, lena, grace, mia));
        Assert.Equal("200 200 200 403", await StatusesAsync(program, "/bookings?scope=all", admin, lena, grace, mia));
        Assert.Equal(["lena", "studio"], await ResourcesAsync(program, "/bookings?scope=all", lena));
        Assert.Equal(["grace", "room"], await ResourcesAsync(program, "/bookings?scope=all", grace));
        Assert.NotEmpty((await GetAsync(program, "/bookings", mia)).SlotsOf());
        Assert.NotEmpty((await GetAsync(program, "/bookings?scope=all&status=pending", admin)).SlotsOf());
        Assert.Empty(program.Errors);
    }

    [Theory]
    [InlineData("treatment", "lena", "Europe/Berlin")]
    [InlineData("yoga", "studio", "Europe/Berlin")]
    [InlineData("treatment", "grace", "America/New_York")]
    public async Task Both_zones_have_free_slots_that_can_be_booked(string service, string resource, string zone)
    {
        var program = demo.Program;
        var mia = await SignInAsync(program, "customer", "mia");
        var today = TimeProvider.System.GetUtcNow();
        var range = $"from={Date(today.AddDays(2))}&to={Date(today.AddDays(16))}";

        var found = await GetAsync(program, $"/availability?service_id={service}&resource_id={resource}&{range}", mia);
        var slots = found.Json["days"]!.AsArray().SelectMany(day => day!["slots"]!.AsArray()).ToList();
        Assert.Equal(zone, found.Member("time_zone"));
        Assert.NotEmpty(slots);
        var booked = await program.SendAsync(Call.PostJson(
            "/bookings", $$"""{"slot":"{{slots[0]!["start"]}}","service_id":"{{service}}","resource_id":"{{resource}}"}""") with
        { Token = mia });
        Assert.Equal((201, resource), (booked.Status, booked.Member("resource_id")));
    }

    [Fact]
    public async Task A_second_start_duplicates_nothing_and_prints_no_password()
    {
        var first = await DemoProgram.ServeAsync(_fixture);
        var admin = await SignInAsync(first, "admin", "admin");
        var listed = await ListedAsync(first, admin);
        Assert.All(listed, answer => Assert.Equal(200, answer.Status));
        var passwords = Passwords();
        await first.KillAsync();

        var second = await DemoProgram.ServeAsync(_fixture);

        Assert.Equal(listed.Select(a => a.Text), (await ListedAsync(second, admin)).Select(a => a.Text));
        Assert.Equal(passwords, Passwords());
        Assert.Single(second.Output, l => l.StartsWith("  example       from ", StringComparison.Ordinal) && l.EndsWith($" are in {DemoProgram.FileIn(_fixture)}", StringComparison.Ordinal));
        Assert.DoesNotContain(second.Output, l => passwords.Any(p => l.Contains(p, StringComparison.Ordinal)));
        Assert.Equal(4, first.Output.Count(l => passwords.Any(p => l.EndsWith(p, StringComparison.Ordinal))));
    }

    [Fact]
    public async Task A_folder_with_other_data_is_refused_in_one_line()
    {
        var program = await _fixture.ServeAsync(_fixture.Known);
        Assert.Equal(201, (await program.SendAsync(Call.PostJson(
            "/auth/register", $$"""{"email":"ada@example.com","password":"{{People.Password}}","full_name":"Ada Lovelace"}"""))).Status);
        await program.KillAsync();

        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "--demo", "--urls", "http://127.0.0.1:0");

        Assert.Equal([$"--demo needs a data folder of its own, and {_fixture.Data} contains other data. Set DATA_DIR to another folder."], errors);
        Assert.Empty(output);
        Assert.Equal(1, code);
        Assert.False(File.Exists(DemoProgram.FileIn(_fixture)));
    }

    [UnixFact]
    public void Only_the_owner_can_read_the_passwords()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(demo.PasswordFile));
        }
    }

    /// <summary>Signs in with the printed password.</summary>
    private static async Task<string> SignInAsync(RunningProgram program, string role, string name)
    {
        var email = $"{name}@demo.example.com";
        var line = Assert.Single(program.Output, l => l.StartsWith($"    {role} ", StringComparison.Ordinal) && l.Contains($" {email} ", StringComparison.Ordinal));
        var answer = await program.SendAsync(Call.PostForm("/auth/token", ("username", email), ("password", line[(line.LastIndexOf(' ') + 1)..])));
        Assert.Equal(200, answer.Status);
        return answer.Member("access_token");
    }

    private static Task<Answer> GetAsync(RunningProgram program, string path, string token) => program.SendAsync(Call.Get(path) with { Token = token });

    private static async Task<string> StatusesAsync(RunningProgram program, string path, params string[] tokens) =>
        string.Join(' ', (await Task.WhenAll(tokens.Select(token => GetAsync(program, path, token)))).Select(a => a.Status));

    private static async Task<string[]> ResourcesAsync(RunningProgram program, string path, string token) =>
        [.. (await GetAsync(program, path, token)).Json["bookings"]!.AsArray().Select(b => (string)b!["resource_id"]!).Distinct().Order(StringComparer.Ordinal)];

    private static Task<Answer[]> ListedAsync(RunningProgram program, string admin) => Task.WhenAll(
        new[] { "/users", "/audit", "/locations", "/resources", "/services", "/bookings?scope=all&format=csv" }.Select(path => GetAsync(program, path, admin)));

    private string[] Passwords() =>
        [.. File.ReadAllLines(DemoProgram.FileIn(_fixture)).Where(l => l.StartsWith("DEMO_PASSWORD_", StringComparison.Ordinal)).Select(l => l.Split('=')[1])];

    private static string Date(DateTimeOffset day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
