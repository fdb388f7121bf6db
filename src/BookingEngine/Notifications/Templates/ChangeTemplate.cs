using BookingEngine.Catalogue;
using BookingEngine.Commands;
using BookingEngine.EventSourcing;

namespace BookingEngine.Notifications.Templates;

/// <param name="Template">The complete new template. Inactive to use the default one again.</param>
public sealed record ChangeTemplate(OwnTemplate Template, Precondition Precondition);

/// <summary>A template that is wrong: which of its parts, and where.</summary>
public sealed record TemplateInvalid(string Part, TemplateError Error)
    : Refusal(RefusalKind.Rule, "template_invalid", $"The {Part} is wrong at line {Error.Line}, column {Error.Column}: {Error.Why}");

public sealed class ChangeTemplateHandler(CommandExecutor executor, TemplateCheck check, TenantTemplates templates)
{
    public async Task<Outcome<Definition<OwnTemplate>>> HandleAsync(ChangeTemplate command, CommandContext context, CancellationToken cancellation)
    {
        if (command.Template.Active && await check.FindErrorAsync(command.Template, cancellation) is { } invalid)
        {
            return invalid;
        }

        var id = command.Template.Id;
        var outcome = await executor.ExecuteAsync<OwnTemplateState>(
            StreamName.Of(OwnTemplateState.Category, id), context, current => Change(current, command), cancellation);
        templates.Invalidate(id);
        return outcome.IsRefused(out var refusal, out var changed) ? refusal : changed.Definition;
    }

    public static Decision Change(OwnTemplateState current, ChangeTemplate command) => (current.Definition, command.Template) switch
    {
        var (known, _) when !command.Precondition.IsMetBy(known.Version) => CatalogueRefusals.Stale,
        ({ Value: null or { Active: false } }, { Active: false }) => Decision.Nothing,
        ({ Value: { } known }, { Active: false }) => Decision.Of(new MailTemplateRemoved(known with { Active = false })),
        var (known, template) when known.Value == template => Decision.Nothing,
        var (_, template) => Decision.Of(new MailTemplateWritten(template)),
    };
}
