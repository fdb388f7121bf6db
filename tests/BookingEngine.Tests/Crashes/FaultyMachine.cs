using System.Diagnostics;
using System.IO.MemoryMappedFiles;
using BookingEngine.Tests.Processes;

namespace BookingEngine.Tests.Crashes;

public enum Disk
{
    Normal,

    /// <summary>Writes fail with ENOSPC.</summary>
    Full,

    /// <summary>Writes succeed, but making them durable fails with EIO.</summary>
    FailingSync,

    /// <summary>Making writes durable takes 200 ms.</summary>
    SlowSync,
}

/// <summary>A local host with a preloaded library between it and its disk and clock.</summary>
public sealed class FaultyMachine : IDisposable
{
    private const int ClockOffset = 4;
    private static readonly Lazy<string> Library = new(Compile);
    private readonly MemoryMappedFile _control;
    private readonly MemoryMappedViewAccessor _view;

    public FaultyMachine()
    {
        Settings =
        [
            .. Fixture.Known, .. Preloaded(Fixture), ("JWT_EXPIRE_MINUTES", "1000"), ("ADMIN_EMAIL", MixedLoad.AdminEmail), ("ADMIN_PASSWORD", MixedLoad.AdminPassword),
        ];
        _control = MemoryMappedFile.CreateFromFile(ControlOf(Fixture));
        _view = _control.CreateViewAccessor();
    }

    public ProgramFixture Fixture { get; } = new();

    public (string, string)[] Settings { get; }

    /// <summary>How many calls of the process were refused or delayed.</summary>
    public int Faults => _view.ReadInt32(8);

    public void Set(Disk disk) => _view.Write(0, (int)disk);

    public void ShiftClock(TimeSpan by) => _view.Write(ClockOffset, (int)by.TotalSeconds);

    /// <summary>Settings that start a program when it is later, so that what is due by then need not be waited for. Empty without Linux and gcc: there the test
    /// waits.</summary>
    public static (string, string)[] Later(ProgramFixture fixture, TimeSpan by)
    {
        if (!CanCompile)
        {
            return [];
        }

        var settings = Preloaded(fixture);
        using var control = MemoryMappedFile.CreateFromFile(ControlOf(fixture));
        using var view = control.CreateViewAccessor();
        view.Write(ClockOffset, (int)by.TotalSeconds);
        return settings;
    }

    public Task<RunningProgram> ServeAsync() => Fixture.ServeAsync(Settings);

    public void Dispose()
    {
        Fixture.Dispose();
        _view.Dispose();
        _control.Dispose();
    }

    internal static bool CanCompile => OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc")));

    // With a control file that changes nothing yet.
    private static (string, string)[] Preloaded(ProgramFixture fixture)
    {
        File.WriteAllBytes(ControlOf(fixture), new byte[4096]);
        return [("LD_PRELOAD", Library.Value), ("FAULTS_CONTROL", ControlOf(fixture)), ("FAULTS_FOLDER", fixture.Data)];
    }

    private static string ControlOf(ProgramFixture fixture) => Path.Combine(fixture.Folder, "control");

    private static string Compile()
    {
        var library = Path.Combine(Directory.CreateTempSubdirectory("booking-engine-faults-").FullName, "faults.so");
        using var compiler = Process.Start("gcc", ["-shared", "-fPIC", "-O1", "-Wall", "-o", library, Path.Combine(AppContext.BaseDirectory, "Crashes", "faults.c"), "-ldl"]);
        compiler.WaitForExit();
        return compiler.ExitCode == 0 ? library : throw new InvalidOperationException("faults.c does not compile.");
    }
}

/// <summary>A test that preloads a library. Without Linux and gcc it is counted as skipped.</summary>
public sealed class PreloadFactAttribute : FactAttribute
{
    public PreloadFactAttribute() => Skip = FaultyMachine.CanCompile ? null! : "It needs Linux and gcc.";
}

/// <inheritdoc cref="PreloadFactAttribute"/>
public sealed class PreloadTheoryAttribute : TheoryAttribute
{
    public PreloadTheoryAttribute() => Skip = FaultyMachine.CanCompile ? null! : "It needs Linux and gcc.";
}
