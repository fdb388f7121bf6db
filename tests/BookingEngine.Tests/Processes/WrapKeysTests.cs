using BookingEngine.Infrastructure.Sqlite.Database;
using BookingEngine.Infrastructure.Sqlite.Stores;
using BookingEngine.Privacy;
using BookingEngine.Tests.Http;

namespace BookingEngine.Tests.Processes;

/// <summary>The built program on a data folder of an earlier version, which has no data key.</summary>
public sealed class WrapKeysTests : IAsyncLifetime
{
    private const string Other = "ffeeddccbbaa99887766554433221100ffeeddccbbaa99887766554433221100";
    private readonly ProgramFixture _fixture = new();

    // Only a folder without keys gets a data key at its start.
    public async Task InitializeAsync()
    {
        Directory.CreateDirectory(_fixture.Data);
        await File.Create(Path.Combine(_fixture.Data, "keys.db")).DisposeAsync();
        await FilledFolder.FillAsync(_fixture);
    }

    public Task DisposeAsync()
    {
        _fixture.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task An_earlier_folder_serves_with_plain_keys_and_a_warning()
    {
        var program = await _fixture.ServeAsync(_fixture.Known);

        Assert.Single(program.Output, line => line.Contains("DATA_KEY is not set; the persons' keys are stored plain", StringComparison.Ordinal));
        Assert.Equal(200, await SignInAsync(program));
        Assert.DoesNotContain(await KeysAsync(DataKeys.None), key => DataKey.IsWrapped(key.Stored));
        Assert.DoesNotContain("DATA_KEY", await File.ReadAllTextAsync(_fixture.SecretsFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wrap_keys_generates_a_data_key_and_wraps_all_keys()
    {
        var (code, output, errors) = await _fixture.RunAsync(_fixture.Known, "wrap-keys");

        Assert.Equal((0, ""), (code, string.Join('\n', errors)));
        Assert.Equal($"DATA_KEY was generated and saved in {_fixture.SecretsFile}. Back it up, apart from keys.db.", output[0]);
        Assert.StartsWith("wrap-keys: 2 keys wrapped in ", output[1], StringComparison.Ordinal);
        Assert.StartsWith("No key is plain or wrapped with an earlier DATA_KEY.", output[2], StringComparison.Ordinal);
        Assert.All(await KeysAsync(_fixture.SavedDataKeys), key => Assert.True(_fixture.SavedDataKeys.Current!.Wrapped(key.Stored)));
        Assert.Contains(await KeysAsync(_fixture.SavedDataKeys), key => key.Person == "lookup");

        var (again, second, _) = await _fixture.RunAsync(_fixture.Known, "wrap-keys");
        Assert.Equal(0, again);
        Assert.StartsWith("wrap-keys: 0 keys wrapped in ", second[0], StringComparison.Ordinal);
        var program = await _fixture.ServeAsync(_fixture.Known);
        Assert.Equal(200, await SignInAsync(program));
        Assert.DoesNotContain(program.Output, line => line.Contains("DATA_KEY", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_folder_in_use_gets_no_data_key()
    {
        await _fixture.ServeAsync(_fixture.Known);

        var (code, _, errors) = await _fixture.RunAsync(_fixture.Known, "wrap-keys");

        Assert.Equal(1, code);
        Assert.StartsWith($"The data folder {_fixture.Data} is in use by another process.", Assert.Single(errors), StringComparison.Ordinal);
        Assert.DoesNotContain("DATA_KEY", await File.ReadAllTextAsync(_fixture.SecretsFile), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_with_another_data_key_is_refused_in_one_line()
    {
        Assert.Equal(0, (await _fixture.RunAsync(_fixture.Known, "wrap-keys")).Code);

        var (code, output, errors) = await _fixture.RunAsync([.. _fixture.Known, ("DATA_KEY", Other)], "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Equal(
            ["DATA_KEY must be the one that the persons' keys in this store are wrapped with. To change it, set DATA_KEY_PREVIOUS to that one."], errors);
    }

    [Fact]
    public async Task A_rotation_keeps_the_accounts_and_ends_the_earlier_key()
    {
        Assert.Equal(0, (await _fixture.RunAsync(_fixture.Known, "wrap-keys")).Code);
        var saved = await File.ReadAllTextAsync(_fixture.SecretsFile);
        await File.WriteAllTextAsync(_fixture.SecretsFile, saved.Replace("DATA_KEY=", "DATA_KEY_PREVIOUS=", StringComparison.Ordinal) + $"DATA_KEY={Other}\n");
        var program = await _fixture.ServeAsync(_fixture.Known);
        Assert.Equal(200, await SignInAsync(program));

        Assert.Equal(0, (await _fixture.RunAsync(_fixture.Known, "wrap-keys")).Code);

        Assert.Equal(200, await SignInAsync(program));
        Assert.All(await KeysAsync(_fixture.SavedDataKeys), key => Assert.True(_fixture.SavedDataKeys.Current!.Wrapped(key.Stored)));
        await program.KillAsync();
        await File.WriteAllTextAsync(_fixture.SecretsFile, string.Concat(
            File.ReadLines(_fixture.SecretsFile).Where(line => !line.StartsWith("DATA_KEY_PREVIOUS", StringComparison.Ordinal)).Select(line => line + "\n")));
        Assert.Equal(200, await SignInAsync(await _fixture.ServeAsync(_fixture.Known)));
    }

    private static async Task<int> SignInAsync(RunningProgram program) =>
        (await program.SendAsync(Call.PostForm("/auth/token", ("username", "ada@example.com"), ("password", People.Password)))).Status;

    private async Task<IReadOnlyList<StoredPersonKey>> KeysAsync(DataKeys dataKeys)
    {
        using var store = new SqliteStore(_fixture.Data, dataKeys);
        return await new SqlitePersonKeys(store).ListAsync("", 100, CancellationToken.None);
    }
}
