using System.CommandLine;
using BookingEngine.Infrastructure.Configuration;
using BookingEngine.OpenApi;

namespace BookingEngine.LocalHost.Commands;

/// <summary>Writes the API document.</summary>
internal static class OpenApiCommand
{
    private static readonly Option<string?> Output = new("--output") { Description = "The file to write. Default: the console.", HelpName = "file" };

    public static Command Create()
    {
        Command command = new("openapi", "Write the API document.") { Output };
        command.SetAction(result => Write(result.GetValue(Output), Console.Out));
        return command;
    }

    private static void Write(string? file, TextWriter console)
    {
        var document = DocumentWriter.Write();
        if (file is null)
        {
            console.Write(document);
            return;
        }

        try
        {
            File.WriteAllText(file, document);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new SettingException($"--output must be a file that can be written. {file} cannot be written.");
        }
    }
}
