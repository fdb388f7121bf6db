namespace BookingEngine.Slots.Occupied;

/// <summary>An immutable balanced tree of slots, by start and id. Each node knows the bounds of its subtree, so that a search skips all
/// that does not overlap. A change creates a new path and shares the rest.</summary>
internal sealed class IntervalTree
{
    private readonly int _height;
    private readonly IntervalTree? _left, _right;
    private readonly OccupiedSlot _entry;
    private readonly long _from, _until;

    private IntervalTree(IntervalTree? left, OccupiedSlot entry, IntervalTree? right)
    {
        (_left, _entry, _right) = (left, entry, right);
        _height = 1 + Math.Max(HeightOf(left), HeightOf(right));
        _from = Math.Min(entry.BlockedFrom, Math.Min(left?._from ?? long.MaxValue, right?._from ?? long.MaxValue));
        _until = Math.Max(entry.BlockedUntil, Math.Max(left?._until ?? long.MinValue, right?._until ?? long.MinValue));
        EarliestRelevantUntil = Math.Min(entry.RelevantUntil, Math.Min(left?.EarliestRelevantUntil ?? long.MaxValue, right?.EarliestRelevantUntil ?? long.MaxValue));
    }

    /// <summary>The smallest <see cref="OccupiedSlot.RelevantUntil"/> of the subtree.</summary>
    public long EarliestRelevantUntil { get; }

    public static IntervalTree Add(IntervalTree? node, OccupiedSlot entry) => node switch
    {
        null => new IntervalTree(null, entry, null),
        _ when Compare(entry, node._entry) < 0 => Balance(Add(node._left, entry), node._entry, node._right),
        _ => Balance(node._left, node._entry, Add(node._right, entry)),
    };

    public static IntervalTree? Remove(IntervalTree? node, OccupiedSlot entry) => node is null ? null : Compare(entry, node._entry) switch
    {
        < 0 => Balance(Remove(node._left, entry), node._entry, node._right),
        > 0 => Balance(node._left, node._entry, Remove(node._right, entry)),
        _ when node._right is null => node._left,
        _ => Balance(node._left, First(node._right), Remove(node._right, First(node._right))),
    };

    /// <param name="sorted">Ordered by start and id, without duplicates.</param>
    public static IntervalTree? Of(ReadOnlySpan<OccupiedSlot> sorted) => sorted.IsEmpty
        ? null
        : new IntervalTree(Of(sorted[..(sorted.Length / 2)]), sorted[sorted.Length / 2], Of(sorted[((sorted.Length / 2) + 1)..]));

    /// <summary>Adds the slots that overlap the period, including buffers, in order.</summary>
    public static void Collect(IntervalTree? node, long from, long until, List<OccupiedSlot> overlapping)
    {
        if (node is null || node._from >= until || node._until <= from)
        {
            return;
        }

        Collect(node._left, from, until, overlapping);
        if (node._entry.BlockedFrom < until && node._entry.BlockedUntil > from)
        {
            overlapping.Add(node._entry);
        }

        Collect(node._right, from, until, overlapping);
    }

    /// <summary>The slot with the node's <see cref="EarliestRelevantUntil"/>.</summary>
    public static OccupiedSlot FirstToForget(IntervalTree node) => node switch
    {
        { _left: { } left } when left.EarliestRelevantUntil == node.EarliestRelevantUntil => FirstToForget(left),
        { _right: { } right } when right.EarliestRelevantUntil == node.EarliestRelevantUntil => FirstToForget(right),
        _ => node._entry,
    };

    public static int Compare(OccupiedSlot first, OccupiedSlot second) => first.StartTicks.CompareTo(second.StartTicks) switch
    {
        0 => first.Id.CompareTo(second.Id),
        var byStart => byStart,
    };

    private static int HeightOf(IntervalTree? node) => node?._height ?? 0;

    private static OccupiedSlot First(IntervalTree node) => node._left is null ? node._entry : First(node._left);

    // An AVL tree whose subtrees may differ in height by two.
    private static IntervalTree Balance(IntervalTree? left, OccupiedSlot entry, IntervalTree? right) => (HeightOf(left) - HeightOf(right)) switch
    {
        > 2 when HeightOf(left!._left) >= HeightOf(left._right) =>
            new(left._left, left._entry, new(left._right, entry, right)),
        > 2 => new(new(left._left, left._entry, left._right!._left), left._right._entry, new(left._right._right, entry, right)),
        < -2 when HeightOf(right!._right) >= HeightOf(right._left) =>
            new(new(left, entry, right._left), right._entry, right._right),
        < -2 => new(new(left, entry, right._left!._left), right._left._entry, new(right._left._right, right._entry, right._right)),
        _ => new(left, entry, right),
    };
}
