using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

public sealed class FirstStartTests : IDisposable
{
    private readonly ProgramRoom _room = new();

    public void Dispose() => _room.Dispose();

    [Fact]
    public async Task The_first_start_prints_the_key_and_later_ones_its_location()
    {
        var first = await _room.ServeAsync(("DATA_DIR", _room.Data));
        var secrets = Secrets();
        Assert.Equal(200, (await first.SendAsync(Call.Get("/health/ready"))).Status);
        Assert.Equal(401, (await first.SendAsync(Call.Get("/bookings") with { Key = secrets["API_KEY"] })).Status);
        await first.KillAsync();
        var second = await _room.ServeAsync(("DATA_DIR", _room.Data));

        Assert.Single(first.Output, l => l.Contains(secrets["API_KEY"], StringComparison.Ordinal));
        Assert.Contains($"  API key       {secrets["API_KEY"]} (made now, shown this once, kept in {_room.SecretsFile})", first.Output);
        Assert.Contains($"  data folder   {_room.Data}", first.Output);
        Assert.Contains($"  API key       in {_room.SecretsFile}", second.Output);
        Assert.DoesNotContain(second.Output, l => l.Contains(secrets["API_KEY"], StringComparison.Ordinal));
        Assert.DoesNotContain(first.Output.Concat(second.Output), l => l.Contains(secrets["JWT_SECRET_KEY"], StringComparison.Ordinal));
        Assert.Equal(secrets, Secrets());
        Assert.Empty(first.Errors.Concat(second.Errors));
    }

    [Fact]
    public async Task A_configured_secret_is_neither_printed_nor_stored()
    {
        const string Secret = "a-configured-secret-of-more-than-32-bytes";
        var program = await _room.ServeAsync([.. _room.Known, ("JWT_SECRET_KEY", Secret)]);

        Assert.DoesNotContain(program.Output, l => l.Contains(Secret, StringComparison.Ordinal) || l.Contains(RunningApi.Key, StringComparison.Ordinal));
        Assert.Contains("  API key       as configured in API_KEY", program.Output);
        Assert.False(File.Exists(_room.SecretsFile));
    }

    [UnixFact]
    public async Task Only_the_owner_can_read_the_secrets_and_their_folder()
    {
        await _room.ServeAsync(("DATA_DIR", _room.Data));

        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_room.SecretsFile));
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(_room.Data));
        }
    }

    [Fact]
    public async Task The_default_data_folder_is_data_in_the_working_directory()
    {
        var program = await _room.ServeAsync();

        Assert.Contains($"  data folder   {Path.Combine(_room.Folder, "data")}", program.Output);
        Assert.True(File.Exists(Path.Combine(_room.Folder, "data", "booking.db")));
    }

    [Theory]
    [InlineData("http://*:0")]
    [InlineData("http://+:0")]
    [InlineData("http://[::]:0;http://127.0.0.1:0")]
    public async Task The_host_listens_on_every_address_when_configured(string urls)
    {
        var program = _room.Start(_room.Known, "--urls", urls);
        await program.ServesAsync();

        Assert.Empty(program.Errors);
    }

    [Fact]
    public async Task A_second_process_on_one_data_folder_is_refused_in_one_line()
    {
        var first = await _room.ServeAsync(_room.Known);

        var (code, output, errors) = await _room.RunAsync(_room.Known, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal([$"The data folder {_room.Data} is in use by another process: stop that one, or set DATA_DIR to another folder."], errors);
        Assert.Equal(200, (await first.SendAsync(Call.Get("/health/ready"))).Status);
    }

    [Fact]
    public async Task A_dot_env_file_is_read_and_environment_variables_win()
    {
        await File.WriteAllTextAsync(Path.Combine(_room.Folder, ".env"), $"# ours\nAPI_KEY=from-the-file\nDATA_DIR=\"{_room.Data}\"\n");

        var byFile = await _room.ServeAsync();
        Assert.Equal(401, (await byFile.SendAsync(Call.Get("/bookings") with { Key = "from-the-file" })).Status);
        Assert.Contains($"  data folder   {_room.Data}", byFile.Output);
        await byFile.KillAsync();
        var byVariable = await _room.ServeAsync(("API_KEY", "from-the-variable"));

        Assert.Equal(403, (await byVariable.SendAsync(Call.Get("/bookings") with { Key = "from-the-file" })).Status);
        Assert.Equal(401, (await byVariable.SendAsync(Call.Get("/bookings") with { Key = "from-the-variable" })).Status);
    }

    private Dictionary<string, string> Secrets() => File.ReadAllLines(_room.SecretsFile).Select(l => l.Split('=', 2)).ToDictionary(p => p[0], p => p[1]);
}
