using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

public sealed class FirstStartTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task The_first_start_prints_the_key_and_later_ones_its_location()
    {
        var first = await _fixture.ServeAsync(("DATA_DIR", _fixture.Data));
        var secrets = Secrets();
        Assert.Equal(200, (await first.SendAsync(Call.Get("/health/ready"))).Status);
        Assert.Equal(401, (await first.SendAsync(Call.Get("/bookings") with { Key = secrets["API_KEY"] })).Status);
        await first.KillAsync();
        var second = await _fixture.ServeAsync(("DATA_DIR", _fixture.Data));

        Assert.Single(first.Output, l => l.Contains(secrets["API_KEY"], StringComparison.Ordinal));
        Assert.Contains($"  API key       {secrets["API_KEY"]} (generated now, shown only this time, saved in {_fixture.SecretsFile})", first.Output);
        Assert.Contains($"  data folder   {_fixture.Data}", first.Output);
        Assert.Contains($"  API key       in {_fixture.SecretsFile}", second.Output);
        Assert.All([first, second], start => Assert.Contains($"  API_KEY=$(sed -n 's/^API_KEY=//p' '{_fixture.SecretsFile}')", start.Output));
        Assert.DoesNotContain(second.Output, l => l.Contains(secrets["API_KEY"], StringComparison.Ordinal));
        Assert.DoesNotContain(first.Output.Concat(second.Output), l => l.Contains(secrets["JWT_SECRET_KEY"], StringComparison.Ordinal)
            || l.Contains(secrets["DATA_KEY"], StringComparison.Ordinal));
        Assert.Equal(secrets, Secrets());
        Assert.Empty(first.Errors.Concat(second.Errors));
    }

    [Fact]
    public async Task A_configured_secret_is_neither_printed_nor_stored()
    {
        const string Secret = "a-configured-secret-of-more-than-32-bytes", DataKey = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
        var program = await _fixture.ServeAsync([.. _fixture.Known, ("JWT_SECRET_KEY", Secret), ("DATA_KEY", DataKey)]);

        Assert.DoesNotContain(program.Output, l => l.Contains(Secret, StringComparison.Ordinal) || l.Contains(RunningApi.Key, StringComparison.Ordinal)
            || l.Contains(DataKey, StringComparison.Ordinal));
        Assert.Contains("  API key       as configured in API_KEY", program.Output);
        Assert.False(File.Exists(_fixture.SecretsFile));
    }

    [UnixFact]
    public async Task Only_the_owner_can_read_the_secrets_and_their_folder()
    {
        await _fixture.ServeAsync(("DATA_DIR", _fixture.Data));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_fixture.SecretsFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_fixture.Data));
        }
    }

    [Fact]
    public async Task The_default_data_folder_is_data_in_the_working_directory()
    {
        var program = await _fixture.ServeAsync();

        Assert.Contains($"  data folder   {Path.Combine(_fixture.Folder, "data")}", program.Output);
        Assert.True(File.Exists(Path.Combine(_fixture.Folder, "data", "booking.db")));
    }

    [Theory]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0;http://127.0.0.1:0")]
    public async Task The_host_listens_on_every_address_when_configured(string urls)
    {
        var program = _fixture.Start(_fixture.Known, "--urls", urls);
        await program.ServesAsync();

        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder_is_refused_in_one_line()
    {
        var first = await _fixture.ServeAsync(_fixture.Known);

        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal([$"The data folder {_fixture.Data} is in use by another process. Stop that process, or set DATA_DIR to another folder."], errors);
        Assert.Equal(200, (await first.SendAsync(Call.Get("/health/ready"))).Status);
    }

    [Fact]
    public async Task A_dot_env_file_is_read_and_environment_variables_win()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, ".env"), $"# ours\nAPI_KEY=from-the-file\nDATA_DIR=\"{_fixture.Data}\"\n");

        var byFile = await _fixture.ServeAsync();
        Assert.Equal(401, (await byFile.SendAsync(Call.Get("/bookings") with { Key = "from-the-file" })).Status);
        Assert.Contains($"  data folder   {_fixture.Data}", byFile.Output);
        await byFile.KillAsync();
        var byVariable = await _fixture.ServeAsync(("API_KEY", "from-the-variable"));

        Assert.Equal(403, (await byVariable.SendAsync(Call.Get("/bookings") with { Key = "from-the-file" })).Status);
        Assert.Equal(401, (await byVariable.SendAsync(Call.Get("/bookings") with { Key = "from-the-variable" })).Status);
    }

    private Dictionary<string, string> Secrets() => File.ReadAllLines(_fixture.SecretsFile).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
}
