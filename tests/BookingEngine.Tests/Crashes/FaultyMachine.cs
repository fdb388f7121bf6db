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
    private static readonly Lazy<string> Library = new(Compile);
    private readonly MemoryMappedFile _control;
    private readonly MemoryMappedViewAccessor _view;

    public FaultyMachine()
    {
        var path = Path.Combine(Fixture.Folder, "control");
        File.WriteAllBytes(path, new byte[4096]);
        _control = MemoryMappedFile.CreateFromFile(path);
        _view = _control.CreateViewAccessor();
        Settings =
        [
            .. Fixture.Known, ("LD_PRELOAD", Library.Value), ("FAULTS_CONTROL", path), ("FAULTS_FOLDER", Fixture.Data), ("JWT_EXPIRE_MINUTES", "1000"),
            ("ADMIN_EMAIL", MixedLoad.AdminEmail), ("ADMIN_PASSWORD", MixedLoad.AdminPassword),
        ];
    }

    public ProgramFixture Fixture { get; } = new();

    public (string, string)[] Settings { get; }

    /// <summary>How many calls of the process were refused or delayed.</summary>
    public int Faults => _view.ReadInt32(8);

    public void Set(Disk disk) => _view.Write(0, (int)disk);

    public void ShiftClock(TimeSpan by) => _view.Write(4, (int)by.TotalSeconds);

    public Task<RunningProgram> ServeAsync() => Fixture.ServeAsync(Settings);

    public void Dispose()
    {
        Fixture.Dispose();
        _view.Dispose();
        _control.Dispose();
    }

    internal static bool CanCompile => OperatingSystem.IsLinux()
        && (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, "gcc")));

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
