using BookingEngine.Infrastructure.Files;
using BookingEngine.Tests.Cross;
using BookingEngine.Tests.Http;
using BookingEngine.Tests.Recovery;

namespace BookingEngine.Tests.Processes;

/// <summary>What is in the data folder is for the owner's eyes only.</summary>
public sealed class OwnerOnlyTests
{
    private const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Every_file_of_a_running_engine_is_for_its_owner_only()
    {
        await using var api = await ConfiguredApi.StartAsync(("EMAIL_VERIFICATION", "required"));
        Assert.Equal(201, (await api.RegisterAsync("ada@example.com")).Status);
        await EmailVerificationTests.TokenOfMailAsync(api);

        var files = Directory.GetFiles(api.DataFolder, "*", SearchOption.AllDirectories);

        Assert.Contains(files, file => file.EndsWith(".eml", StringComparison.Ordinal));
        Assert.Contains(files, file => file.EndsWith(".db-wal", StringComparison.Ordinal));
        Assert.All(files, file => Assert.Equal((file, true), (file, OperatingSystem.IsWindows() || System.IO.File.GetUnixFileMode(file) == File)));
    }

    [Fact]
    public void A_file_that_others_could_read_is_restricted()
    {
        var folder = Directory.CreateTempSubdirectory("booking-engine-");
        var path = Path.Combine(folder.FullName, "booking.db");
        System.IO.File.WriteAllText(path, "");
        if (!OperatingSystem.IsWindows())
        {
            System.IO.File.SetUnixFileMode(path, File | UnixFileMode.GroupRead | UnixFileMode.OtherRead);
            OwnerOnly.Ensure(path);
            Assert.Equal(File, System.IO.File.GetUnixFileMode(path));
        }

        Assert.True(System.IO.File.Exists(path));
        folder.Delete(recursive: true);
    }
}
