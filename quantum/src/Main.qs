// What a project sees that depends on this library under the name QaaHybrid.
export
    QaaHybrid.Ansatz,
    QaaHybrid.Gates,
    QaaHybrid.GrayOrders,
    QaaHybrid.Interference,
    QaaHybrid.Layers,
    QaaHybrid.Layouts,
    QaaHybrid.Loaders,
    QaaHybrid.Overlaps,
    QaaHybrid.ReadOuts,
    QaaHybrid.SquareVariants,
    QaaHybrid.TwoDesigns,
    QaaHybrid.UnaryLoaders,
    QaaHybrid.WeightEncoders;
