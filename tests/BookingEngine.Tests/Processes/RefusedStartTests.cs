using System.Net;
using System.Net.Sockets;

namespace BookingEngine.Tests.Processes;

/// <summary>Errors that stop a start: one line with the variable and its rule, without its value.</summary>
public sealed class RefusedStartTests : IDisposable
{
    private readonly ProgramFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("JWT_SECRET_KEY", "0123456789012345678901234567890", "JWT_SECRET_KEY must be set to a secret of 32 bytes or more.")]
    [InlineData("JWT_EXPIRE_MINUTES", "abc", "JWT_EXPIRE_MINUTES must be a whole number from 1 to 10080.")]
    [InlineData("JWT_EXPIRE_MINUTES", "10081", "JWT_EXPIRE_MINUTES must be a whole number from 1 to 10080.")]
    [InlineData("REFRESH_EXPIRE_DAYS", "0", "REFRESH_EXPIRE_DAYS must be a whole number from 1 to 365.")]
    [InlineData("PUBLIC_URL", "x-y-z", "PUBLIC_URL must be set to an http or https address without query, such as https://booking.example.com.")]
    [InlineData("PUBLIC_URL", "ftp://example.org", "PUBLIC_URL must be set to an http or https address without query, such as https://booking.example.com.")]
    [InlineData("MONGODB_URI", "http://user:secret@db", "MONGODB_URI must be a MongoDB connection string such as mongodb://host:27017/?replicaSet=rs0.")]
    [InlineData("AzureWebJobsStorage", "AccountKey=secret", "AzureWebJobsStorage must be a storage account's connection string, or UseDevelopmentStorage=true.")]
    [InlineData("JWT_SECRET_KEY_PREVIOUS", "too short", "JWT_SECRET_KEY_PREVIOUS must be set to a secret of 32 bytes or more.")]
    [InlineData("DATA_KEY", "a passphrase", "DATA_KEY must be 32 bytes in hexadecimal or Base64, such as the output of: openssl rand -hex 32")]
    [InlineData("DATA_KEY", "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MA==", "DATA_KEY must be 32 bytes in hexadecimal or Base64, such as the output of: openssl rand -hex 32")]
    [InlineData("API_KEY", "@Microsoft.KeyVault(SecretUri=https://vault.example/key)", "API_KEY must be a Key Vault reference that resolves. Check the secret's name and the app's access to the vault.")]
    [InlineData("JWT_SECRET_KEY", "@Microsoft.KeyVault(VaultName=v;SecretName=jwt)", "JWT_SECRET_KEY must be a Key Vault reference that resolves. Check the secret's name and the app's access to the vault.")]
    public async Task A_bad_setting_is_named_in_one_line(string name, string value, string line)
    {
        await AssertRefusedAsync([line], [("DATA_DIR", _fixture.Data), (name, value)], "--urls", "http://127.0.0.1:0");
        Assert.DoesNotContain(value, line, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(_fixture.Data, "booking.db")));
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_refused()
    {
        await File.WriteAllTextAsync(_fixture.Data, "");

        await AssertRefusedAsync(
            [$"DATA_DIR must be a folder that exists or can be created. {_fixture.Data} cannot be created."], [("DATA_DIR", _fixture.Data)], "--urls", "http://127.0.0.1:0");
    }

    [Fact]
    public async Task An_unreadable_dot_env_file_is_refused_without_showing_it()
    {
        await File.WriteAllTextAsync(Path.Combine(_fixture.Folder, ".env"), "API_KEY=ours\nhush hush\n");

        await AssertRefusedAsync([$"{Path.Combine(_fixture.Folder, ".env")} must have lines such as NAME=value. Correct line 2."], _fixture.Known);
    }

    [Fact]
    public async Task Unreadable_secrets_are_refused_without_showing_them()
    {
        Directory.CreateDirectory(_fixture.Data);
        await File.WriteAllTextAsync(_fixture.SecretsFile, "hush hush\n");

        await AssertRefusedAsync([$"{_fixture.SecretsFile} must have lines such as NAME=value. Correct line 1."], _fixture.Known);
    }

    [Fact]
    public async Task A_port_in_use_is_named_with_a_remedy()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = $"http://{taken.LocalEndpoint}";

        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "--urls", address);

        Assert.Empty(output);
        Assert.Equal(
            [$"Failed to bind to address {address}: address already in use. Stop the other process, or set another address with --urls."], errors);
        Assert.Equal(1, code);
    }

    [Theory]
    [InlineData("'serv' is not a valid argument here. Run --help to list the commands and options.", "serv")]
    [InlineData("'--urls' is not a valid argument here. Run --help to list the commands and options.", "--urls")]
    [InlineData("'--frm' is not a valid argument here. Run --help to list the commands and options.", "import", "--frm", "old")]
    [InlineData("'--output' is not a valid argument here. Run --help to list the commands and options.", "check", "--output", "file")]
    [InlineData("'@arguments' is not a valid argument here. Run --help to list the commands and options.", "@arguments")]
    [InlineData("--demo works only with serve. Remove it, or use serve.", "check", "--demo")]
    [InlineData("'poison' is not a valid argument here. Run --help to list the commands and options.", "poison")]
    [InlineData("'poison' is not a valid argument here. Run --help to list the commands and options.", "poison", "delete")]
    [InlineData("AzureWebJobsStorage must be set. Without it, the queues and their poison messages are in the memory of the serving process.", "poison", "list")]
    [InlineData("AzureWebJobsStorage must be set. Without it, the queues and their poison messages are in the memory of the serving process.", "poison", "put-back")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", "localhost:7071")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", "")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", ";")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", "https://127.0.0.1:7071")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", "http://127.0.0.1:7071/base")]
    [InlineData("--urls must name addresses such as http://localhost:7071, separated by semicolons.", "--urls", "http://localhost:7071", "serve", "--urls=last")]
    public async Task An_invalid_command_line_is_refused(string line, params string[] arguments)
    {
        await AssertRefusedAsync([line], _fixture.Known, arguments);
        Assert.False(Directory.Exists(_fixture.Data));
    }

    [Theory]
    [InlineData("1")]
    [InlineData("true")]
    public async Task A_start_without_unicode_data_is_refused_in_one_line(string invariant)
    {
        await AssertRefusedAsync(
            [
                "ICU is missing: the Unicode data for passwords and mail addresses, and the dates of mails. Install the package libicu (on Alpine icu-libs "
                + "and icu-data-full), and unset DOTNET_SYSTEM_GLOBALIZATION_INVARIANT.",
            ],
            [.. _fixture.Known, ("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", invariant)], "serve");
        Assert.False(Directory.Exists(_fixture.Data));
    }

    [Fact]
    public async Task An_unknown_queue_is_refused() => await AssertRefusedAsync(
        ["--queue must be one of stream-advances, relay-wakeups, recoveries, mails, webhooks, moves, claims, work."],
        [.. _fixture.Known, ("AzureWebJobsStorage", "UseDevelopmentStorage=true")], "poison", "list", "--queue", "letters");

    [Theory]
    [InlineData("check")]
    [InlineData("rebuild")]
    [InlineData("addresses")]
    [InlineData("wrap-keys")]
    public async Task Maintenance_of_a_folder_without_data_is_refused(string command)
    {
        await AssertRefusedAsync([$"DATA_DIR must be a folder with the data of a deployment. {_fixture.Data} has none."], _fixture.Known, command);
        Assert.False(Directory.Exists(_fixture.Data));
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("help")]
    [InlineData("-h")]
    public async Task Help_is_printed_without_starting(params string[] arguments)
    {
        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, arguments);

        var commands = output.SkipWhile(line => line != "Commands:").Skip(1).TakeWhile(line => line.Length > 0)
            .Select(line => line.Trim().Split(' ')[0]);
        Assert.Equal(["serve", "rebuild", "check", "addresses", "rezone", "wrap-keys", "remove-second-factor", "poison", "import", "move-to-mongodb", "openapi", "help"], commands);
        Assert.Equal(0, code);
        Assert.Empty(errors);
        Assert.False(Directory.Exists(_fixture.Data));
    }

    private async Task AssertRefusedAsync(string[] lines, (string, string)[] variables, params string[] arguments)
    {
        var (code, output, errors) = await _fixture.RunAsync(variables, arguments);

        Assert.Equal(lines, errors);
        Assert.Empty(output);
        Assert.Equal(1, code);
    }
}
