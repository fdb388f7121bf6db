using System.Collections.Concurrent;
using BookingEngine.ReadModels;

namespace BookingEngine.Pipeline.Renewal;

/// <summary>Renews stored answers after their shape has changed. Until then, readers write these answers from the documents' bodies. It may stop
/// at any point: the next run continues.</summary>
public sealed class AnswerRenewal(ProjectionSet projections, IReadModelStore models, ICheckpoints checkpoints)
{
    private const int PageSize = 500;
    private readonly ConcurrentDictionary<string, string> _done = new(StringComparer.Ordinal);

    /// <summary>The checkpoint: the shape of all answers; while they are renewed, followed by a line with the last sort key.</summary>
    public static string CheckpointOf(string model) => $"answers of {model}";

    /// <summary>Reads nothing once this process knows that all answers have their shape.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        foreach (var projection in projections.All)
        {
            if (projection.AnswerShape is { } shape && _done.GetValueOrDefault(projection.Name) != shape && await RenewAsync(projection, shape, cancellation))
            {
                _done[projection.Name] = shape;
            }
        }
    }

    // False if another instance has saved its progress meanwhile, and goes on.
    private async Task<bool> RenewAsync(IProjection projection, string shape, CancellationToken cancellation)
    {
        var checkpoint = CheckpointOf(projection.Name);
        var saved = await checkpoints.FindAsync(checkpoint, cancellation);
        while (saved != shape)
        {
            var next = await RenewPageAsync(projection, shape, AfterOf(saved, shape), cancellation) is { } after ? $"{shape}\n{after}" : shape;
            if (!await checkpoints.TryReplaceAsync(checkpoint, saved, next))
            {
                return false;
            }

            saved = next;
        }

        return true;
    }

    /// <summary>Returns the sort key to continue after; null at the end.</summary>
    private async Task<string?> RenewPageAsync(IProjection projection, string shape, string? after, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        var page = await models.ListAsync(new ReadModelList(projection.Name, ListIndex.ByModel), new ListRange(after, null, PageSize), cancellation);
        var renewed = page.Where(document => document.Answer?.Shape != shape).Select(projection.WithAnswer).Where(document => document.Answer?.Shape == shape);

        // A document that has changed meanwhile has its answer already.
        await Task.WhenAll(renewed.Select(document => models.TryWriteAsync(projection.Name, document, document.Version)));
        return page.Count < PageSize ? null : page[^1].SortKey;
    }

    private static string? AfterOf(string? saved, string shape) => saved?.Split('\n') is [var begun, var after] && begun == shape ? after : null;
}
